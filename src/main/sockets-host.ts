/** The sockets process: started when the page first asks for it, with a port straight to the page, watched, ended. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { type BrowserWindow, dialog, MessageChannelMain, type UtilityProcess } from 'electron';
import type { Handlers } from '../shared/contract';
import type { LaunchRequest, SocketsOrder, socketsMainContract } from '../shared/sockets-contract';
import { log } from './log-file';
import { startProcess } from './start-process';

export class SocketsHost {
  private process: UtilityProcess | undefined;
  private watched: string | undefined;

  /** `gone` is called when the process ended by itself. */
  constructor(
    private readonly window: BrowserWindow,
    private readonly gone: (message: string) => void,
  ) {}

  handlers(): Handlers<typeof socketsMainContract> {
    return {
      openSockets: () => this.serve(),
      chooseInput: ({ title }) => this.chooseInput(title),
      prepareLaunch: (request) => this.prepareLaunch(request),
    };
  }

  /** Tells the process something, and starts it for that where it does not run. */
  order(order: SocketsOrder): void {
    this.running().postMessage(order);
  }

  /** Watches owners for this capture, and no longer for the one before. */
  watchOwners(capture: string | undefined): void {
    if (capture === this.watched) return;
    if (this.watched !== undefined) this.process?.postMessage(orderTo('leave-owners', this.watched));
    this.watched = capture;
    if (capture !== undefined) this.order(orderTo('watch-owners', capture));
  }

  close(): void {
    const { process } = this;
    this.process = undefined;
    process?.kill();
  }

  /** A page that was loaded anew gets a port of its own; the process then serves that one. */
  private serve(): void {
    const { port1, port2 } = new MessageChannelMain();
    this.running().postMessage({ kind: 'serve' } satisfies SocketsOrder, [port1]);
    this.window.webContents.postMessage('sockets-port', undefined, [port2]);
  }

  private running(): UtilityProcess {
    if (this.process) return this.process;
    const started = startProcess('sockets-process', 'sockets');
    this.process = started;
    started.on('exit', (code) => {
      if (this.process !== started) return;
      this.process = undefined;
      this.watched = undefined;
      log(`The sockets process ended with code ${code}.`);
      this.gone(`The process that watches the sockets ended unexpectedly (code ${code}).`);
    });
    return started;
  }

  private async chooseInput(title: string): Promise<{ token: string; name: string } | undefined> {
    const { canceled, filePaths } = await dialog.showOpenDialog(this.window, { title, properties: ['openFile'] });
    const [path] = filePaths;
    if (canceled || path === undefined) return undefined;
    const token = randomUUID();
    this.order({ kind: 'file', token, path });
    return { token, name: basename(path) };
  }

  private async prepareLaunch(request: LaunchRequest): Promise<{ token: string } | undefined> {
    const words = [request.command, ...request.arguments].map((word) => JSON.stringify(word)).join(' ');
    const variables = Object.entries(request.environment).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    const { response } = await dialog.showMessageBox(this.window, {
      type: 'question',
      message: `Start ${basename(request.command)}?`,
      detail: [shortened(words), ...variables.map(shortened)].join('\n'),
      buttons: ['Cancel', 'Start'],
      defaultId: 1,
      cancelId: 0,
    });
    if (response !== 1) return undefined;
    const token = randomUUID();
    this.order({ kind: 'launch', token, request });
    return { token };
  }
}

const orderTo = (kind: 'watch-owners' | 'leave-owners', capture: string): SocketsOrder => ({ kind, capture });

/** What a dialog can show of a long text. */
const shortened = (text: string): string => (text.length > 500 ? `${text.slice(0, 499)}…` : text);

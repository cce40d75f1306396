/** The engine process of the open capture: started with a port straight to the page, watched, ended. */
import { randomUUID } from 'node:crypto';
import { MessageChannelMain, type MessagePortMain, type UtilityProcess, type WebContents } from 'electron';
import type { EngineOrder } from '../shared/ipc';
import { log } from './log-file';
import { startProcess } from './start-process';

export class EngineHost {
  private engine: UtilityProcess | undefined;
  /** The page's end of an engine that it does not know yet. */
  private prepared: { readonly path: string; readonly port: MessagePortMain } | undefined;
  private readonly targets = new Map<string, string>();

  /** `gone` is called when the engine ended by itself. */
  constructor(
    private readonly page: WebContents,
    private readonly gone: (message: string) => void,
  ) {}

  /** Starts an engine for `path`, unless `prepare` did, and hands the page its port. Ends the engine that ran before. */
  open(path: string): void {
    if (this.prepared?.path !== path) this.prepare(path);
    if (this.prepared) this.page.postMessage('engine-port', undefined, [this.prepared.port]);
    this.prepared = undefined;
  }

  /** Starts an engine while the page is still being loaded. */
  prepare(path: string): void {
    this.close();
    const engine = startProcess('engine-process', 'engine', ['--max-old-space-size=4096']);
    this.engine = engine;
    const { port1, port2 } = new MessageChannelMain();
    engine.postMessage({ kind: 'open', path } satisfies EngineOrder, [port1]);
    this.prepared = { path, port: port2 };
    engine.on('exit', (code) => {
      if (this.engine !== engine) return;
      this.engine = undefined;
      this.prepared = undefined;
      log(`The engine of ${path} ended with code ${code}.`);
      this.gone(`The process that reads the capture ended unexpectedly (code ${code}).`);
    });
  }

  get running(): boolean {
    return this.engine !== undefined;
  }

  close(): void {
    const engine = this.engine;
    this.engine = undefined;
    this.prepared = undefined;
    this.targets.clear();
    engine?.kill();
  }

  /** Tells the engine of a place that the user chose, and returns the token by which the page names it. */
  addTarget(path: string): string {
    const token = randomUUID();
    this.targets.set(token, path);
    this.engine?.postMessage({ kind: 'target', token, path } satisfies EngineOrder);
    return token;
  }

  /** The path behind a token. Throws when there is none. */
  target(token: string): string {
    const path = this.targets.get(token);
    if (path === undefined) throw new Error('No file was chosen to write to.');
    return path;
  }
}

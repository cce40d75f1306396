/** Answers what the page asks about capturing, and owns the capture that runs: one at a time. */
import { basename, dirname, extname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { app, type BrowserWindow, dialog } from 'electron';
import { CaptureControl, CaptureStartError } from '../capture-control/capture-control';
import { removeOwners } from '../capture-control/owners-sidecar';
import type { CaptureRequest, CaptureStart, captureCalls, captureEvents } from '../shared/capture-contract';
import type { EventName, Handlers, Payload } from '../shared/contract';
import type { CaptureInterface, CaptureOptions, Finding } from '../shared/live-capture';
import { captureOptions } from './capture-request';
import { copyCapture } from './copy-capture';
import { LiveCapture, type OpenLiveCapture, RecoveredCapture } from './live-capture';
import { log } from './log-file';
import { remoteCommand } from './remote-command';
import { UnsavedCapture } from './unsaved-capture';

/** Milliseconds between two looks at what the interfaces carry. */
const ratesInterval = 1000;
/** Milliseconds that a file of a ring is shown at least. */
const turnInterval = 1000;

/** A file of a capture that the window is to show. */
export interface LiveFile {
  readonly path: string;
  readonly name: string;
  readonly live: boolean;
  readonly continues: boolean;
}

/** What the desk needs of the program around it. */
export interface Surroundings {
  readonly window: () => BrowserWindow;
  readonly spoolFolder: string | undefined;
  tell<Name extends EventName<typeof captureEvents>>(name: Name, payload: Payload<typeof captureEvents, Name>): void;
  show(file: LiveFile): void;
  /** Packets are being written into this file: who owns their sockets is watched beside it. Undefined when they are no longer. */
  watchOwners(capture: string | undefined): void;
  /** The file on show. */
  shown(): string | undefined;
  /** The file on show lies there from now on. */
  renamed(path: string): void;
  /** The path behind the token of a chosen place. */
  target(token: string): string;
  addTarget(path: string): string;
  /** Asks about everything that would be lost when another capture is opened. */
  mayLeave(): Promise<boolean>;
  /** The page and the engine can save: both are there. */
  canSave(): boolean;
  /** Owners of packets are saved with them. */
  keepsOwners(): boolean;
}

export class CaptureDesk {
  private readonly control: CaptureControl;
  private live: OpenLiveCapture | undefined;
  private interfaces: readonly CaptureInterface[] = [];
  private readonly unsaved: UnsavedCapture;
  private watching: NodeJS.Timeout | undefined;
  private lastOptions: CaptureOptions | undefined;
  /** The file that was shown last, and whether the window goes on from it to the next of its ring. */
  private lastShown: string | undefined;
  private follows = false;
  private turning = false;
  /** Gives up a capture that is being started. */
  private starting: AbortController | undefined;

  constructor(private readonly around: Surroundings) {
    this.control = new CaptureControl({
      application: `Sockeye ${app.getVersion()}`,
      spoolFolder: around.spoolFolder,
    });
    this.unsaved = new UnsavedCapture(around);
  }

  handlers(): Handlers<typeof captureCalls> {
    const { control, around } = this;
    return {
      interfaces: async () => {
        this.interfaces = await control.interfaces();
        return this.interfaces;
      },
      watchInterfaces: ({ on }) => this.watchInterfaces(on),
      checkCaptureFilter: ({ filter, interface: name, linkType }) =>
        control.checkFilter(filter, linkType ?? this.linkTypeOf(name)),
      chooseCaptureFile: () => this.chooseFile('capture.pcapng'),
      choosePipe: () => this.choosePipe(),
      remoteCommand: (source) =>
        source.kind === 'remote' ? remoteCommand(source) : source.kind === 'command' ? source.arguments : [],
      startCapture: (request) => this.start(request),
      stopCapture: async () => {
        this.starting?.abort();
        await this.live?.stop();
      },
      restartCapture: () => this.restart(),
      showRingFile: ({ index }) => this.showRingFile(index),
      captureSaved: ({ token, format }) => this.saved(around.target(token), format),
      ownersSaved: ({ token }) => removeOwners(around.target(token)),
      unsavedAnswered: ({ answer }) => this.unsaved.answered(answer),
      recoverable: () => control.recoverable(),
      openRecoverable: ({ id }) => this.openRecoverable(id),
      deleteRecoverable: ({ id }) => control.deleteRecoverable(id),
      saveRecoverable: ({ id }) => this.saveRecoverable(id),
      spoolState: () => control.spool(),
      explainNothing: ({ interfaces, filter }) => this.explainNothing(interfaces, filter),
    };
  }

  /** The file lies in the spool, and is none of the recent files. */
  isInSpool(path: string): boolean {
    return dirname(path) === this.control.spool().folder;
  }

  /** Leaving it needs a question, or time to stop it. */
  get holds(): boolean {
    return this.live !== undefined && (this.live.running || this.live.unsaved);
  }

  /** How the file on show is opened again, when it belongs to a capture. */
  fileAt(path: string): LiveFile | undefined {
    const { live } = this;
    if (!live?.files.includes(path)) return undefined;
    return this.liveFile(live, path, false);
  }

  /** Tells a page that has just begun. */
  tellAgain(): void {
    this.around.tell('live', this.live?.state(this.around.shown()));
  }

  /** Asks what becomes of packets that would be lost. True when the capture may go; it is stopped then. */
  mayLeave(): Promise<boolean> {
    return this.live ? this.unsaved.mayLeave(this.live) : Promise.resolve(true);
  }

  /** The user has agreed: the capture is closed, and what was not saved of it is gone. */
  leave(): void {
    const { live } = this;
    if (!live) return;
    this.live = undefined;
    if (live.running) void live.stop().then(() => live.release());
    else live.release();
    this.around.tell('live', undefined);
  }

  close(): void {
    this.watchInterfaces(false);
    this.leave();
  }

  private async start(request: CaptureRequest): Promise<CaptureStart> {
    const path = request.target === undefined ? undefined : this.around.target(request.target);
    const options = await captureOptions(this.around.window(), request, path);
    if (!options || !(await this.around.mayLeave())) return { kind: 'declined' };
    return this.begin(options);
  }

  private async restart(): Promise<CaptureStart> {
    if (!this.lastOptions || !(await this.around.mayLeave())) return { kind: 'declined' };
    return this.begin(this.lastOptions);
  }

  /** Begins to capture, and shows it as soon as there is something to open. */
  private async begin(options: CaptureOptions): Promise<CaptureStart> {
    this.lastOptions = options;
    const starting = new AbortController();
    this.starting = starting;
    try {
      await this.live?.stop();
      const capture = await this.control.start(options, starting.signal);
      this.leave();
      const live = new LiveCapture(this.control, capture, {
        changed: () => this.changed(live),
        nextFile: () => this.nextFile(live),
      });
      this.live = live;
      log(`Capturing on ${live.title}.`);
      this.watchOwners(live);
      if (!(await live.readable())) {
        this.leave();
        return { kind: 'failed', end: await capture.ended };
      }
      this.show(live.newest ?? '', false);
    } catch (error) {
      if (error instanceof CaptureStartError) return { kind: 'failed', end: error.end };
      throw error;
    } finally {
      if (this.starting === starting) this.starting = undefined;
    }
    return { kind: 'running' };
  }

  private watchOwners(live: LiveCapture): void {
    // What another program or machine captures has its sockets elsewhere.
    if (live.running && live.local) this.around.watchOwners(live.newest);
  }

  private changed(live: LiveCapture): void {
    if (!live.running && (this.live === live || this.live === undefined)) this.around.watchOwners(undefined);
    if (this.live === live) this.tellAgain();
  }

  /** The window goes on with the newest file of a ring, unless the user looks at another one. */
  private nextFile(live: LiveCapture): void {
    this.watchOwners(live);
    if (!this.turning) void this.turnToNewest(live);
  }

  /** Files may come faster than they can be opened: those between are passed over. */
  private async turnToNewest(live: LiveCapture): Promise<void> {
    this.turning = true;
    while (this.live === live && this.follows && this.around.shown() === this.lastShown) {
      if (!(await live.readable()) || live.newest === undefined || live.newest === this.lastShown) break;
      this.show(live.newest, true);
      await pause(turnInterval);
    }
    this.turning = false;
  }

  private show(path: string, continues: boolean): void {
    const { live } = this;
    if (!live) return;
    this.lastShown = path;
    this.follows = path === live.newest;
    this.around.show(this.liveFile(live, path, continues));
    this.tellAgain();
  }

  /** What has no name of its own yet is called after what was captured. */
  private liveFile(live: OpenLiveCapture, path: string, continues: boolean): LiveFile {
    const name = this.isInSpool(path) ? live.title : basename(path);
    return { path, name, live: live.running && path === live.newest, continues };
  }

  private showRingFile(index: number): void {
    const path = this.live?.files[index];
    if (path === undefined) throw new Error('This file of the ring buffer is gone.');
    this.show(path, true);
  }

  private saved(path: string, format: string): void {
    const { live } = this;
    if (!live || live.running) return;
    live.release();
    if (format === 'pcapng') this.around.renamed(path);
    else this.around.show({ path, name: basename(path), live: false, continues: true });
    this.tellAgain();
  }

  private async openRecoverable(id: string): Promise<void> {
    // Before the question: another capture may begin while a large one is looked through.
    const { path, title, cutBytes } = await this.control.recover(id);
    log(`Recovered ${path}; ${cutBytes} bytes of an unfinished packet were cut off.`);
    if (!(await this.around.mayLeave())) {
      this.control.giveBack(id);
      return;
    }
    this.leave();
    this.live = new RecoveredCapture(this.control, { id, title }, path);
    this.show(path, false);
  }

  private async saveRecoverable(id: string): Promise<{ readonly name: string } | undefined> {
    const { filePath } = await dialog.showSaveDialog(this.around.window(), {
      title: 'Save the interrupted capture',
      defaultPath: 'recovered.pcapng',
      filters: [{ name: 'pcapng', extensions: ['pcapng'] }],
    });
    if (filePath === '') return undefined;
    const { path } = await this.control.recover(id);
    try {
      await copyCapture(path, filePath, this.around.keepsOwners());
    } catch (error) {
      this.control.giveBack(id);
      throw error;
    }
    this.control.discardRecovered(id);
    return { name: basename(filePath) };
  }

  /** For the capture that is open, where there is one. */
  private explainNothing(names: readonly string[], filter: string): Promise<readonly Finding[]> {
    const { live } = this;
    if (!(live instanceof LiveCapture)) return this.control.explainNothing(names, filter);
    const captured = live.capture.options.sources.filter((source) => source.kind === 'interface');
    const filters = new Set(captured.map((source) => source.filter ?? ''));
    return this.control.explainNothing(
      captured.map(({ name }) => name),
      [...filters].filter((text) => text !== '').join('; '),
      live.capture.status(),
    );
  }

  private async chooseFile(suggested: string): Promise<{ readonly token: string; readonly name: string } | undefined> {
    const { filePath } = await dialog.showSaveDialog(this.around.window(), {
      title: 'Write the capture to',
      defaultPath: suggested,
      filters: [{ name: 'pcapng', extensions: ['pcapng'] }],
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    });
    if (filePath === '') return undefined;
    const path = extname(filePath) === '' ? `${filePath}.pcapng` : filePath;
    return { token: this.around.addTarget(path), name: basename(path) };
  }

  private async choosePipe(): Promise<string | undefined> {
    const { filePaths } = await dialog.showOpenDialog(this.around.window(), {
      title: 'Read packets from',
      properties: ['openFile'],
    });
    return filePaths[0];
  }

  private linkTypeOf(name: string | undefined): number | undefined {
    return this.interfaces.find((one) => one.name === name)?.linkTypes[0]?.number;
  }

  private watchInterfaces(on: boolean): void {
    clearInterval(this.watching);
    this.watching = undefined;
    if (!on) return;
    const look = (): void => this.around.tell('interfaceRates', this.control.rates());
    this.control.rates();
    this.watching = setInterval(look, ratesInterval);
  }
}

/** The capture that runs, or that ran or was recovered and is still open: its files, its state, and whether it is saved. */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CaptureControl, RunningCapture } from '../capture-control/capture-control';
import { holdsPackets } from '../capture-control/cut-file';
import type { LiveState, RingFile } from '../shared/capture-contract';
import type { CaptureEnd, RecoverableCapture } from '../shared/live-capture';

/** Bytes of the smallest header of a capture file: with fewer, there is nothing to open. */
const leastHeader = 24;
/** Bytes of a file without a packet in it are fewer than this; so many are counted over quickly. */
const largestHeader = 1024;
/** Milliseconds between two looks at a file that has no header yet. */
const headerPause = 20;

/** What the window and the handlers need of an open capture, whether it runs or was recovered. */
export interface OpenLiveCapture {
  readonly title: string;
  /** The file to show: of a ring the newest. */
  readonly newest: string | undefined;
  readonly files: readonly string[];
  readonly running: boolean;
  /** It has packets that are in no file of the user's. */
  readonly unsaved: boolean;
  state(shownPath: string | undefined): LiveState;
  stop(): Promise<void>;
  /** Its packets are in another file now, or are not wanted. */
  release(): void;
}

/** A capture of this program. */
export class LiveCapture implements OpenLiveCapture {
  /** When each file was begun, in milliseconds since 1970. */
  private readonly begun = new Map<string, number>();
  private end: CaptureEnd | undefined;
  private released = false;

  /** `changed` is called once a second and at every change, `nextFile` when a ring goes on. */
  constructor(
    private readonly control: CaptureControl,
    readonly capture: RunningCapture,
    { changed, nextFile }: { changed: () => void; nextFile: () => void },
  ) {
    capture.onStatus(changed);
    capture.onFile((path) => {
      this.begun.set(path, Date.now());
      nextFile();
    });
    void capture.ended.then((end) => {
      this.end = end;
      changed();
    });
  }

  get title(): string {
    return this.capture.title;
  }

  /** Its packets pass this machine. */
  get local(): boolean {
    return this.capture.options.sources.some(({ kind }) => kind === 'interface');
  }

  get newest(): string | undefined {
    return this.capture.path;
  }

  get files(): readonly string[] {
    return this.capture.files;
  }

  get running(): boolean {
    return this.end === undefined;
  }

  get unsaved(): boolean {
    if (!this.inSpool || this.newest === undefined) return false;
    // Counts are told once a second, and a helper that was killed tells none.
    if (this.capture.status().packets > 0 || sizeOf(this.newest) > largestHeader) return true;
    return holdsPackets(this.newest);
  }

  private get inSpool(): boolean {
    return this.capture.options.path === undefined && !this.released;
  }

  state(shownPath: string | undefined): LiveState {
    return {
      title: this.title,
      running: this.running,
      status: this.capture.status(),
      end: this.end,
      files: this.released ? [] : this.files.map((path) => this.ringFile(path)),
      shown: this.released ? 0 : this.files.indexOf(shownPath ?? ''),
      unsaved: this.inSpool,
    };
  }

  private ringFile(path: string): RingFile {
    return { name: basename(path), bytes: sizeOf(path), started: this.begun.get(path) ?? 0 };
  }

  async stop(): Promise<void> {
    await this.capture.stop();
  }

  release(): void {
    if (this.released) return;
    this.released = true;
    if (this.capture.options.path === undefined) this.control.discard(this.capture);
  }

  /** Waits until the newest file can be opened: a pipe may say nothing for long. False when the capture ended before that. */
  async readable(): Promise<boolean> {
    while (this.newest === undefined || sizeOf(this.newest) < leastHeader) {
      if (!this.running) return false;
      await pause(headerPause);
    }
    return true;
  }
}

/** A capture that a crash had left, opened from the spool. */
export class RecoveredCapture implements OpenLiveCapture {
  readonly running = false;
  private released = false;

  constructor(
    private readonly control: CaptureControl,
    private readonly found: Pick<RecoverableCapture, 'id' | 'title'>,
    readonly newest: string,
  ) {}

  get title(): string {
    return this.found.title;
  }

  get files(): readonly string[] {
    return [this.newest];
  }

  get unsaved(): boolean {
    return this.inSpool && existsSync(this.newest);
  }

  /** What was written to a file of the user's is safe there. */
  private get inSpool(): boolean {
    return !this.released && dirname(this.newest) === this.control.spool().folder;
  }

  state(shownPath: string | undefined): LiveState {
    return {
      title: this.title,
      running: false,
      status: undefined,
      end: undefined,
      files: [],
      shown: this.released || shownPath === this.newest ? 0 : -1,
      unsaved: this.inSpool,
    };
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  release(): void {
    if (!this.released) this.control.discardRecovered(this.found.id);
    this.released = true;
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** One live capture, from the start of its helper to what is left of it. */
import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import type { CaptureReport, ReportedCounts } from '../shared/capture-reports';
import type {
  CaptureEnd,
  CaptureOptions,
  CaptureProgram,
  EndReason,
  LiveCaptureStatus,
  Remedy,
} from '../shared/live-capture';
import type { CapturePlan } from './capture-plan';
import { cutToWholeBlocks } from './cut-file';
import { HelperProcess } from './helper-process';
import { linkTypeOf } from './link-type';
import { removeOwners } from './owners-sidecar';

/** What the capture needs of its surroundings. */
export interface CaptureKeeping {
  /** The file, for captures without a ring buffer; `-` is our own standard output. */
  readonly path: string | undefined;
  /** The FIFO or device at `path`, open already; its opener closes it. */
  readonly pipe?: number | undefined;
  readonly title: string;
  /** Bytes after which the spool is full, where the capture goes there. */
  readonly room?: number;
  remedies(reason: EndReason, message: string): readonly Remedy[];
  /** The files have changed. */
  keep(paths: readonly string[]): void;
}

type Listener<Value> = (value: Value) => void;

const nothing: ReportedCounts = { packets: 0, bytes: 0, fileBytes: 0, droppedByUs: 0, interfaces: [] };
/** How long a helper may take to stop. */
const stopPatience = 6000;

export class RunningCapture {
  /** Files in which packets lie, oldest first. */
  readonly files: string[] = [];
  /** Resolves when packets may come, or with how the capture ended before that. */
  readonly started: Promise<CaptureEnd | undefined>;
  readonly ended: Promise<CaptureEnd>;
  readonly #keeping: CaptureKeeping;
  readonly #program: CaptureProgram | 'none';
  readonly #helper: HelperProcess;
  readonly #status = new Set<Listener<LiveCaptureStatus>>();
  readonly #fileListeners = new Set<Listener<string>>();
  readonly #warnings: string[];
  readonly #begun = performance.now();
  #state: LiveCaptureStatus['state'] = 'starting';
  #counts = nothing;
  #timestamps: LiveCaptureStatus['timestamps'] = 'kernel';
  #reported: { readonly reason: EndReason; readonly message: string } | undefined;
  #resolveStarted!: (end: CaptureEnd | undefined) => void;
  #resolveEnded!: (end: CaptureEnd) => void;
  #endedAfter: number | undefined;
  /** Where the capture lies until it runs, when a file with its name is there. */
  #provisional: string | undefined;
  /** Packets may have come. */
  #ran = false;
  #killer: NodeJS.Timeout | undefined;

  /** @throws Error when the file cannot be made */
  constructor(
    readonly id: string,
    readonly options: CaptureOptions,
    plan: CapturePlan,
    keeping: CaptureKeeping,
    warnings: readonly string[],
  ) {
    this.#keeping = keeping;
    this.#program = plan.program;
    this.#warnings = [...warnings];
    this.started = new Promise((resolve) => {
      this.#resolveStarted = resolve;
    });
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    const output = this.#openOutput(plan);
    try {
      this.#helper = new HelperProcess(plan, output, {
        report: (report) => this.#take(report),
        ended: (how, said) => void this.#over(how, said),
      });
    } finally {
      if (typeof output === 'number' && output > 2 && output !== keeping.pipe) closeSync(output);
    }
  }

  /** The file that grows: in a ring buffer the newest. Undefined until the first is there. */
  get path(): string | undefined {
    return this.files.at(-1);
  }

  get title(): string {
    return this.#keeping.title;
  }

  get helperPid(): number | undefined {
    return this.#helper.pid;
  }

  status(): LiveCaptureStatus {
    const { packets, bytes, fileBytes, droppedByUs, interfaces } = this.#counts;
    const sum = (values: readonly (number | undefined)[]): number =>
      values.reduce<number>((total, value) => total + (value ?? 0), 0);
    return {
      state: this.#state,
      packets,
      bytes,
      fileBytes,
      droppedByUs,
      interfaces: interfaces.map((counts) => ({ ...counts, linkType: linkTypeOf(counts.linkType) })),
      droppedByKernel: sum(interfaces.map((counts) => counts.droppedByKernel)),
      droppedByInterface: sum(interfaces.map((counts) => counts.droppedByInterface)),
      seconds: (this.#endedAfter ?? performance.now() - this.#begun) / 1000,
      timestamps: this.#timestamps,
      program: this.#program,
      warnings: [...this.#warnings],
    };
  }

  /** Calls `listener` once a second and at every change, until the function it returns is called. */
  onStatus(listener: Listener<LiveCaptureStatus>): () => void {
    this.#status.add(listener);
    return () => this.#status.delete(listener);
  }

  /** Calls `listener` with the path of every further file of a ring buffer. */
  onFile(listener: Listener<string>): () => void {
    this.#fileListeners.add(listener);
    return () => this.#fileListeners.delete(listener);
  }

  /** Ends the capture; what the kernel has is still written. */
  stop(): Promise<CaptureEnd> {
    if (this.#state === 'starting' || this.#state === 'running') {
      this.#state = 'stopping';
      this.#helper.stop();
      this.#killer = setTimeout(() => this.#helper.kill(), stopPatience);
      this.#tell();
    }
    return this.ended;
  }

  #openOutput(plan: CapturePlan): number | 'ignore' {
    const { path, pipe } = this.#keeping;
    if (plan.writesFiles || path === undefined) return 'ignore';
    if (path === '-') return 1;
    if (pipe !== undefined) return pipe;
    const present = statSync(path, { throwIfNoEntry: false });
    // What is there already is replaced only when the capture runs: a wrong interface must not cost a file.
    if (present !== undefined) this.#provisional = `${realpathSync(path)}.${process.pid}.new`;
    const descriptor = openSync(this.#provisional ?? path, 'wx', 0o600);
    this.#addFile(path);
    return descriptor;
  }

  #settle(runs: boolean): void {
    const { path } = this.#keeping;
    const provisional = this.#provisional;
    this.#provisional = undefined;
    if (runs) this.#ran = true;
    // What is told of the file that this capture replaces is not true of it.
    if (runs && path !== undefined) removeOwners(path);
    if (runs && provisional !== undefined && path !== undefined) renameSync(provisional, realpathSync(path));
    else if (!runs && !this.#ran && this.files.length > 0) rmSync(provisional ?? path!, { force: true });
  }

  /** Without its record the capture goes on: all that is lost is the offer to recover it after a crash. */
  #addFile(path: string): void {
    this.files.push(path);
    try {
      this.#keeping.keep(this.files);
    } catch (error) {
      const warning = `Should the program crash, this capture is not offered at its next start: ${(error as Error).message}`;
      if (!this.#warnings.includes(warning)) this.#warnings.push(warning);
    }
  }

  /** A file of the ring made room for another: what was noted beside it goes as well. */
  #remove(path: string): void {
    this.files.splice(this.files.indexOf(path), 1);
    removeOwners(path);
  }

  #take(report: CaptureReport): void {
    switch (report.kind) {
      case 'running':
        this.#timestamps = report.timestamps;
        this.#settle(true);
        if (this.#state === 'starting') this.#state = 'running';
        this.#resolveStarted(undefined);
        break;
      case 'counts':
        this.#counts = report.counts;
        break;
      case 'file':
        if (report.removed !== undefined) this.#remove(report.removed);
        this.#addFile(report.path);
        for (const listener of [...this.#fileListeners]) listener(report.path);
        break;
      case 'warning':
        this.#warnings.push(report.message);
        break;
      case 'end':
        this.#counts = report.counts;
        this.#reported = { reason: report.reason, message: report.message };
        break;
      default:
        break;
    }
    this.#tell();
  }

  async #over(how: string, said: string): Promise<void> {
    clearTimeout(this.#killer);
    this.#endedAfter = performance.now() - this.#begun;
    this.#settle(false);
    const { reason, message } = this.#spoolLimit(this.#reported ?? (await this.#unreported(how, said)));
    this.#state = 'ended';
    const end = { reason, message, remedies: this.#keeping.remedies(reason, message), status: this.status() };
    this.#resolveStarted(end);
    this.#resolveEnded(end);
    this.#tell();
  }

  /** The helper ended without a word: the file may end with half a block. */
  async #unreported(how: string, said: string): Promise<{ reason: EndReason; message: string }> {
    const { path } = this;
    if (path !== undefined) await this.#repair(path);
    if (/dismissed|not authorized/i.test(said))
      return { reason: 'not-permitted', message: 'The administrator’s password was not given.' };
    const words = said === '' ? '' : ` It said: ${said}`;
    return {
      reason: 'failed',
      message: `The capture helper ended unexpectedly (${how}). What was captured until then is in the file.${words}`,
    };
  }

  async #repair(path: string): Promise<void> {
    try {
      await cutToWholeBlocks(path);
    } catch (error) {
      this.#warnings.push(`The end of the file could not be repaired: ${(error as Error).message}`);
    }
  }

  #spoolLimit(end: { reason: EndReason; message: string }): { reason: EndReason; message: string } {
    const { room } = this.#keeping;
    if (end.reason !== 'condition' || room === undefined || this.#counts.fileBytes < room) return end;
    return {
      reason: 'disk-full',
      message:
        'The folder for unsaved captures is as full as it may become. What was captured until then is in the file.',
    };
  }

  #tell(): void {
    const status = this.status();
    for (const listener of [...this.#status]) listener(status);
  }
}

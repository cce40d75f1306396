/**
 * The door to live capture for the main process and the command line program: what can be captured, starting and stopping,
 * and what a crash left behind. Needs no Electron.
 */
import { closeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type SystemError, writingTrouble } from '../shared/file-sentences';
import type {
  CaptureEnd,
  CaptureFilterProblem,
  CaptureInterface,
  CaptureOptions,
  CaptureProgram,
  EndReason,
  Finding,
  InterfaceRate,
  LiveCaptureStatus,
  RecoverableCapture,
  Remedy,
  SpoolState,
} from '../shared/live-capture';
import { findHelper, findOtherProgram, type HelperAbility } from './capture-ability';
import { checkCaptureFilter } from './capture-filter';
import { planCapture, sourceName, titleOf } from './capture-plan';
import { explainNothing } from './checks';
import { InterfaceRates } from './interface-rates';
import { listInterfaces } from './interfaces';
import { processesElsewhere } from './network-namespaces';
import { openPipe } from './open-pipe';
import { bringUp, permissionRemedies, programRemedies, situation } from './remedies';
import { RunningCapture } from './running-capture';
import { defaultHelper } from './runtimes';
import { defaultSpoolFolder, defaultSpoolLimit, SpoolFolder, spoolTrouble } from './spool-folder';

const nothingYet: LiveCaptureStatus = {
  state: 'ended',
  packets: 0,
  bytes: 0,
  fileBytes: 0,
  interfaces: [],
  droppedByKernel: 0,
  droppedByInterface: 0,
  droppedByUs: 0,
  seconds: 0,
  timestamps: 'kernel',
  program: 'none',
  warnings: [],
};

/** What a capture is started with, whichever program serves. */
interface StartTools {
  readonly ability: HelperAbility;
  readonly pipe: number | undefined;
  /** Gives up waiting. */
  readonly signal: AbortSignal | undefined;
}

/** Milliseconds for which the system's counters are watched to say whether anything passes. */
const watchingTime = 1000;

export interface CaptureControlOptions {
  /** The bundled helper; `out/capture-helper/index.js` beside the asking program when absent. */
  readonly helper?: string;
  readonly spoolFolder?: string;
  /** Bytes that captures without a name may take together. */
  readonly spoolLimit?: number;
  /** Written into files: program and version. */
  readonly application: string;
}

/** A capture that could not be started; `end` says why and what helps. */
export class CaptureStartError extends Error {
  constructor(readonly end: CaptureEnd) {
    super(end.message);
    this.name = 'CaptureStartError';
  }
}

export class CaptureControl {
  readonly #helper: string;
  readonly #application: string;
  readonly #spool: SpoolFolder;
  readonly #rates = new InterfaceRates();
  #ability: Promise<HelperAbility> | undefined;

  constructor({ helper, spoolFolder, spoolLimit, application }: CaptureControlOptions) {
    this.#helper = helper ?? defaultHelper();
    this.#application = application;
    this.#spool = new SpoolFolder(spoolFolder ?? defaultSpoolFolder(), spoolLimit ?? defaultSpoolLimit);
  }

  /** Asks the system anew each time. */
  async interfaces(): Promise<CaptureInterface[]> {
    return listInterfaces(this.#helper, await this.#helperAbility());
  }

  /** What interfaces carried since the call before; cheap enough for once a second. */
  rates(): InterfaceRate[] {
    return this.#rates.look();
  }

  /** Undefined when the filter is good, or when nothing here can tell. */
  async checkFilter(filter: string, linkType?: number): Promise<CaptureFilterProblem | undefined> {
    return checkCaptureFilter(this.#helper, await this.#helperAbility(), filter, linkType);
  }

  /**
   * Starts a capture and returns when packets may come. Where the best program may not open the interface, the next one
   * that may serves. `signal` gives up waiting, for instance for a password, or for whoever reads a FIFO.
   * @throws CaptureStartError
   */
  async start(options: CaptureOptions, signal?: AbortSignal): Promise<RunningCapture> {
    const pipe = await this.#openPipe(options, signal);
    try {
      return await this.#start(options, pipe, signal);
    } finally {
      if (pipe !== undefined) closeSync(pipe);
    }
  }

  async #openPipe(options: CaptureOptions, signal: AbortSignal | undefined): Promise<number | undefined> {
    const { path, ring } = options;
    // The files of a ring have names of their own.
    if (path === undefined || path === '-' || ring !== undefined) return undefined;
    let pipe: Awaited<ReturnType<typeof openPipe>>;
    try {
      pipe = await openPipe(path, signal);
    } catch (error) {
      throw new CaptureStartError(this.#neverBegun(options, error as SystemError, []));
    }
    if (pipe === 'stopped')
      throw new CaptureStartError({
        reason: 'stopped',
        message: `Nobody read “${path}”.`,
        remedies: [],
        status: nothingYet,
      });
    return pipe;
  }

  async #start(
    options: CaptureOptions,
    pipe: number | undefined,
    signal: AbortSignal | undefined,
  ): Promise<RunningCapture> {
    const ability = await this.#helperAbility();
    const needsProgram = options.sources.some(({ kind }) => kind === 'interface');
    const first =
      options.program ?? (ability.cap === 'absent' && needsProgram ? await this.#otherProgram(options) : 'cap');
    const tools = { ability, pipe, signal };
    const attempt = await this.#attempt(options, first, tools, []);
    if (attempt instanceof RunningCapture) return attempt;
    if (attempt.reason !== 'not-permitted' || options.program !== undefined || options.elevation !== undefined)
      throw new CaptureStartError(attempt);
    const other = await this.#otherProgram(options);
    if (other === 'cap' || other === first) throw new CaptureStartError(attempt);
    const warning = `${other} captures, because this user may not open the interface directly.`;
    const second = await this.#attempt(options, other, tools, [warning]);
    if (second instanceof RunningCapture) return second;
    throw new CaptureStartError(second);
  }

  /** Stops a capture, gives up what it holds unless it has a name, and starts one with the same options. */
  async restart(capture: RunningCapture): Promise<RunningCapture> {
    await capture.stop();
    this.discard(capture);
    return this.start(capture.options);
  }

  /** The capture is saved elsewhere or not wanted: its file in the spool goes. Files the user named stay. */
  discard(capture: RunningCapture): void {
    this.#spool.remove(capture.id);
  }

  /** Captures that a crash left, latest first. */
  recoverable(): Promise<RecoverableCapture[]> {
    return this.#spool.recoverable();
  }

  /** Makes such a capture ours, without its half-written end, and returns its file. @throws Error */
  recover(id: string): Promise<{ readonly path: string; readonly title: string; readonly cutBytes: number }> {
    return this.#spool.recover(id);
  }

  /** A recovered capture was not wanted after all: it is offered again. */
  giveBack(id: string): void {
    this.#spool.giveBack(id);
  }

  /** By the user's wish only. @throws Error */
  deleteRecoverable(id: string): void {
    this.#spool.deleteRecoverable(id);
  }

  /** A recovered capture was saved elsewhere, or is not wanted. */
  discardRecovered(id: string): void {
    this.#spool.remove(id);
  }

  /** Why no packets are seen on interfaces of these names; `status` is of the capture that runs there. */
  async explainNothing(names: readonly string[], filter: string, status?: LiveCaptureStatus): Promise<Finding[]> {
    const watched = new InterfaceRates();
    watched.look();
    const [all] = await Promise.all([this.interfaces(), pause(watchingTime)]);
    return explainNothing({
      chosen: all.filter(({ name }) => names.includes(name)),
      all,
      rates: watched.look(),
      filter,
      status,
      processesElsewhere: processesElsewhere(),
    });
  }

  spool(): SpoolState {
    return this.#spool.state();
  }

  /** Which program would serve interfaces, and why no better one. */
  async helperAbility(): Promise<HelperAbility> {
    return this.#helperAbility();
  }

  #helperAbility(): Promise<HelperAbility> {
    this.#ability ??= findHelper(this.#helper);
    return this.#ability;
  }

  async #otherProgram({ sources }: CaptureOptions): Promise<CaptureProgram> {
    const source = sources.find(({ kind }) => kind === 'interface');
    const name = source?.kind === 'interface' ? source.name : '';
    return (await findOtherProgram(name)).program?.id ?? 'cap';
  }

  async #attempt(
    options: CaptureOptions,
    program: CaptureProgram,
    tools: StartTools,
    warnings: readonly string[],
  ): Promise<RunningCapture | CaptureEnd> {
    const { signal } = tools;
    let capture: RunningCapture;
    try {
      capture = this.#begin(options, program, tools, warnings);
    } catch (error) {
      return this.#neverBegun(options, error as SystemError, warnings);
    }
    const abort = (): void => {
      void capture.stop();
    };
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    const end = await capture.started;
    signal?.removeEventListener('abort', abort);
    if (end === undefined) return capture;
    if (options.path === undefined || capture.status().packets === 0) this.discard(capture);
    return end;
  }

  /** The file could not be made. */
  #neverBegun(options: CaptureOptions, error: SystemError, warnings: readonly string[]): CaptureEnd {
    const message =
      options.path === undefined ? spoolTrouble(error, this.#spool.folder) : writingTrouble(error, options.path)[1];
    return { reason: 'failed', message, remedies: [], status: { ...nothingYet, warnings } };
  }

  #begin(
    options: CaptureOptions,
    program: CaptureProgram,
    { ability, pipe }: StartTools,
    warnings: readonly string[],
  ): RunningCapture {
    const inSpool = options.path === undefined;
    if (inSpool) this.#spool.prepare();
    const id = this.#spool.newId();
    const path = options.path ?? this.#spool.pathOf(id);
    const room = inSpool ? this.#roomInSpool() : undefined;
    const stop = {
      ...options.stop,
      ...(room === undefined ? {} : { bytes: Math.min(room, options.stop?.bytes ?? room) }),
    };
    const title = titleOf(options.sources.map(sourceName));
    const started = Date.now();
    const plan = planCapture(options, {
      helper: this.#helper,
      runtime: ability.runtime,
      program,
      application: this.#application,
      ringPath: path,
      stop,
    });
    const capture = new RunningCapture(
      id,
      options,
      plan,
      {
        path,
        pipe,
        title,
        ...(room === undefined ? {} : { room }),
        remedies: (reason, message) => remediesFor(reason, message, ability),
        keep: (paths) => this.#spool.write(id, paths, title, started),
      },
      warnings,
    );
    if (!inSpool) void capture.ended.then(() => this.#spool.forget(id));
    return capture;
  }

  /** At least a little, so that a capture begins and says why it ends. */
  #roomInSpool(): number {
    const { bytes, limit } = this.#spool.state();
    return Math.max(64 * 1024, limit - bytes);
  }
}

/** libpcap’s words for an interface that is switched off, behind its name. */
const deviceDown = /^([^:]+): (?:That device is not up|.*network is down)/i;

function remediesFor(reason: EndReason, message: string, ability: HelperAbility): readonly Remedy[] {
  if (reason === 'not-permitted') return permissionRemedies(situation());
  const down = deviceDown.exec(message)?.[1];
  if (down !== undefined) return [bringUp(down)];
  if (reason === 'failed' && ability.cap === 'absent' && /cap /.test(message)) return programRemedies(situation());
  return [];
}

export type { RunningCapture } from './running-capture';

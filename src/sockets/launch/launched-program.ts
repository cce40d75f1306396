/** A program that was started to be watched: its output, its processes, and the TLS secrets it keeps in a private file. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { LaunchEvent, LaunchStatus } from '../../shared/sockets';
import type { LaunchRequest } from '../../shared/sockets-contract';
import { EventBatch, now } from '../console/event-batch';
import { ShownStream, shownLimit, writtenText } from '../console/shown-bytes';
import { withoutPrecedence } from '../owners/precedence';
import { ProcessTree } from './process-tree';
import { SecretsFile } from './secrets-file';

const lookMilliseconds = 50;
const tellMilliseconds = 250;
/** Bytes of output that are told at once: more than anybody reads. */
const mostOutput = 64 * 1024;
/** What was written before the end comes before it; what it started may keep its output open for long, though. */
const lastOutput = 200;

export interface LaunchListener {
  events(events: readonly LaunchEvent[]): void;
  status(status: LaunchStatus): void;
}

type Written = Exclude<LaunchEvent, { kind: 'left-out' }>;

export class LaunchedProgram {
  private readonly secretsFile = new SecretsFile();
  private readonly child: ChildProcess;
  private readonly tree: ProcessTree | undefined;
  private readonly output: EventBatch<Written>;
  private state: LaunchStatus['state'] = 'running';
  private exitCode: number | null = null;
  private signal: string | null = null;
  private problem = '';
  private told = '';
  private forgotten = false;
  private timers: readonly NodeJS.Timeout[] = [];

  constructor(
    { command, arguments: words, environment, directory }: LaunchRequest,
    private readonly listener: LaunchListener,
  ) {
    this.output = new EventBatch((events) => this.forgotten || listener.events(events), mostOutput);
    this.child = spawn(command, words, {
      cwd: directory,
      env: keepingSecrets({ ...process.env, ...environment }, this.secretsFile.path),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, so that it can be ended with all it started.
      detached: true,
    });
    this.read('output', this.child.stdout);
    this.read('errors', this.child.stderr);
    this.child.on('error', (error) => this.fail(error));
    this.child.on('exit', (code, signal) => void this.exited(code, signal));
    if (this.child.pid === undefined) return;
    withoutPrecedence(this.child.pid);
    this.tree = new ProcessTree(this.child.pid);
    this.timers = [
      setInterval(() => this.tree?.update(), lookMilliseconds),
      setInterval(() => this.tell(), tellMilliseconds),
    ];
    this.tell();
  }

  /** 0 where it could not be started. */
  get pid(): number {
    return this.child.pid ?? 0;
  }

  get status(): LaunchStatus {
    const { state, exitCode, signal, problem } = this;
    const seen = this.tree?.everSeen ?? [];
    const displayFilter = seen.length === 0 ? '' : `frame.process.pid in {${seen.join(', ')}}`;
    return {
      state,
      pids: this.tree?.pids ?? [],
      exitCode,
      signal,
      secrets: this.secretsFile.lines,
      displayFilter,
      problem,
    };
  }

  /** Asks it and all it started to end; what is still there after two seconds is killed. */
  stop(): void {
    this.signalAll('SIGTERM');
    setTimeout(() => this.signalAll('SIGKILL'), 2000).unref();
  }

  secrets(): Uint8Array {
    return this.secretsFile.read();
  }

  get secretsPath(): string {
    return this.secretsFile.path;
  }

  /** Removes the secrets from the disk. What the program still writes is read, so that it is not held up, and dropped. */
  forget(): void {
    this.forgotten = true;
    this.rest();
    this.secretsFile.remove();
  }

  private read(kind: Written['kind'], from: Readable | null): void {
    let shown = new ShownStream(writtenText);
    from?.on('data', (bytes: Buffer) => {
      for (let at = 0; at < bytes.length; at += shownLimit) {
        const piece = bytes.subarray(at, at + shownLimit);
        if (this.output.hasRoom) {
          this.output.addPassed({ kind, at: now(), ...shown.show(piece) });
          continue;
        }
        this.output.leaveOut(piece.length);
        // A character that began before the gap does not go on behind it.
        shown = new ShownStream(writtenText);
      }
    });
  }

  private signalAll(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.tree?.update();
    for (const pid of this.tree?.pids ?? []) {
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended meanwhile.
      }
    }
  }

  private fail(error: NodeJS.ErrnoException): void {
    this.state = 'failed';
    this.problem =
      error.code === 'ENOENT'
        ? 'There is no such program, or no such folder to start it in.'
        : error.code === 'EACCES'
          ? 'The file may not be run as a program.'
          : error.message;
    this.tell();
  }

  private async exited(code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    const read = new Promise<void>((resolve) => this.child.on('close', () => resolve()));
    await Promise.race([read, pause(lastOutput)]);
    this.state = 'ended';
    this.exitCode = code;
    this.signal = signal;
    this.tree?.update();
    this.tell();
  }

  private tell(): void {
    if (this.forgotten) return;
    const { status } = this;
    // What it started may still run, and its sockets are its own too.
    if (status.state !== 'running' && status.pids.length === 0) this.rest();
    const text = JSON.stringify(status);
    if (text === this.told) return;
    this.told = text;
    this.output.flush();
    this.listener.status(status);
  }

  /** Looks no longer. */
  private rest(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
  }
}

/** OpenSSL's and NSS's users take the variable, curl and browsers among them; Node takes an option, after those it is given. */
function keepingSecrets(environment: NodeJS.ProcessEnv, path: string): NodeJS.ProcessEnv {
  const options = [environment.NODE_OPTIONS ?? '', `--tls-keylog=${JSON.stringify(path)}`];
  return { ...environment, SSLKEYLOGFILE: path, NODE_OPTIONS: options.join(' ').trim() };
}

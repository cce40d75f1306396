/** A program that was started to be watched: its output, its processes, and the TLS secrets it keeps in a private file. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LaunchStatus } from '../../shared/sockets';
import type { LaunchRequest } from '../../shared/sockets-contract';
import { withoutPrecedence } from '../owners/precedence';
import { ProcessTree } from './process-tree';

const lookMilliseconds = 50;
const tellMilliseconds = 250;
/** Secrets beyond this are left out. */
const largestSecrets = 16 * 1024 * 1024;

export interface LaunchListener {
  output(stream: 'output' | 'errors', bytes: Uint8Array): void;
  status(status: LaunchStatus): void;
}

export class LaunchedProgram {
  /** Readable by this user alone, and removed with `forget`. */
  private readonly folder = mkdtempSync(join(tmpdir(), 'sockeye-launch-'));
  readonly secretsPath = join(this.folder, 'tls-secrets.txt');
  private readonly child: ChildProcess;
  private readonly tree: ProcessTree | undefined;
  private state: LaunchStatus['state'] = 'running';
  private exitCode: number | null = null;
  private signal: string | null = null;
  private problem = '';
  private told = '';
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    { command, arguments: words, environment, directory }: LaunchRequest,
    private readonly listener: LaunchListener,
  ) {
    writeFileSync(this.secretsPath, '', { mode: 0o600 });
    this.child = spawn(command, words, {
      cwd: directory,
      env: keepingSecrets({ ...process.env, ...environment }, this.secretsPath),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, so that it can be ended with all it started.
      detached: true,
    });
    this.child.stdout?.on('data', (bytes: Buffer) => listener.output('output', bytes));
    this.child.stderr?.on('data', (bytes: Buffer) => listener.output('errors', bytes));
    this.child.on('error', (error) => this.fail(error));
    this.child.on('exit', (code, signal) => this.exited(code, signal));
    if (this.child.pid === undefined) return;
    withoutPrecedence(this.child.pid);
    this.tree = new ProcessTree(this.child.pid);
    this.timers.push(setInterval(() => this.tree?.update(), lookMilliseconds));
    this.timers.push(setInterval(() => this.tell(), tellMilliseconds));
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
      secrets: this.secretLines(),
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
    const file = openSync(this.secretsPath, 'r');
    try {
      const bytes = new Uint8Array(Math.min(fstatSync(file).size, largestSecrets));
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(file);
    }
  }

  /** Removes the secrets from the disk. */
  forget(): void {
    for (const timer of this.timers) clearInterval(timer);
    rmSync(this.folder, { recursive: true, force: true });
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

  private exited(code: number | null, signal: NodeJS.Signals | null): void {
    this.state = 'ended';
    this.exitCode = code;
    this.signal = signal;
    this.tree?.update();
    this.tell();
  }

  private tell(): void {
    const { status } = this;
    const text = JSON.stringify(status);
    if (text === this.told) return;
    this.told = text;
    this.listener.status(status);
  }

  private secretLines(): number {
    try {
      return new TextDecoder()
        .decode(this.secrets())
        .split('\n')
        .filter((line) => /^[A-Z]/.test(line)).length;
    } catch {
      return 0;
    }
  }
}

/** OpenSSL's and NSS's users take the variable, curl and browsers among them; Node takes an option, after those it is given. */
function keepingSecrets(environment: NodeJS.ProcessEnv, path: string): NodeJS.ProcessEnv {
  const options = [environment.NODE_OPTIONS ?? '', `--tls-keylog=${JSON.stringify(path)}`];
  return { ...environment, SSLKEYLOGFILE: path, NODE_OPTIONS: options.join(' ').trim() };
}

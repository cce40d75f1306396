/** The built command line program with its capture helper beside it, for tests that capture. */
import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface LiveOutcome {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A run that goes on. */
export interface LiveRun {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves when standard error, or standard output, has said this. */
  said(text: string | RegExp): Promise<void>;
  readonly ended: Promise<LiveOutcome>;
}

export class LiveCommandLine {
  /** For the files of a test; removed in the end. */
  readonly folder = mkdtempSync(join(tmpdir(), 'sockeye-live-cli-'));
  /** The helper looks for cap from where it lies. */
  readonly #built = join('node_modules/.live-command-line-for-tests', String(process.pid));

  readonly #started: ChildProcessWithoutNullStreams[] = [];

  /** Throws when it cannot be built. */
  constructor() {
    for (const [config, name] of [
      ['vite.cli.config.ts', 'cli'],
      ['vite.capture-helper.config.ts', 'capture-helper'],
    ] as const)
      execFileSync(
        process.execPath,
        [
          'node_modules/vite/bin/vite.js',
          'build',
          ...['--config', config, '--outDir', join(this.#built, name), '--logLevel', 'error'],
        ],
        { stdio: ['ignore', 'ignore', 'inherit'] },
      );
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  start(...words: string[]): LiveRun {
    return this.startWith({}, ...words);
  }

  startWith(environment: NodeJS.ProcessEnv, ...words: string[]): LiveRun {
    const child = spawn(process.execPath, [join(this.#built, 'cli/index.js'), ...words], {
      env: { ...process.env, XDG_CACHE_HOME: this.folder, TZ: 'UTC', ...environment },
    });
    this.#started.push(child);
    let output = '';
    let errors = '';
    const listeners: (() => void)[] = [];
    const heard = (): void => {
      for (const listener of listeners.splice(0)) listener();
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      heard();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
      heard();
    });
    child.stdin.on('error', () => undefined);
    let over = false;
    const ended = new Promise<LiveOutcome>((resolve) =>
      child.on('close', (status) => {
        over = true;
        resolve({ status, output, errors });
        heard();
      }),
    );
    const said = async (text: string | RegExp): Promise<void> => {
      while (!(typeof text === 'string' ? (errors + output).includes(text) : text.test(errors + output))) {
        if (over) throw new Error(`It ended without saying ${text}: ${errors}`);
        await new Promise<void>((resolve) => listeners.push(resolve));
      }
    };
    return { child, said, ended };
  }

  /** Runs it to its end. */
  run(...words: string[]): Promise<LiveOutcome> {
    return this.start(...words).ended;
  }

  close(): void {
    // One that a failed test left would go on for ever.
    for (const child of this.#started) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.#built, { recursive: true, force: true });
  }
}

export interface Child {
  readonly pid: number;
  readonly words: string[];
  readonly users: string[];
}

/** The processes that a process has started: their words, and their real, effective, saved and file system users. */
export function childrenOf(parent: number): Child[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        if (!status.includes(`\nPPid:\t${parent}\n`)) return [];
        const users = /^Uid:\t(.*)$/m.exec(status)?.[1].split('\t') ?? [];
        return [{ pid: Number(pid), words: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0'), users }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}

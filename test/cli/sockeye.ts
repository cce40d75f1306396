/** Builds the command line program into a folder of its own and runs it as a process. */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const SAMPLE = 'resources/sample.pcapng';

export interface Outcome {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

export class Sockeye {
  readonly folder = mkdtempSync(join(tmpdir(), 'sockeye-cli-'));
  readonly program = join(this.folder, 'program', 'index.js');

  /** Throws when the program cannot be built. */
  constructor() {
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        'node_modules/vite/bin/vite.js',
        'build',
        '--config',
        'vite.cli.config.ts',
        '--outDir',
        join(this.folder, 'program'),
        '--logLevel',
        'error',
      ],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`The command line program cannot be built: ${stderr}`);
  }

  /** Runs it to its end, with UTC as its time zone. */
  run(args: readonly string[], input: string | Uint8Array = ''): Outcome {
    const { status, stdout, stderr } = spawnSync(process.execPath, [this.program, ...args], {
      input,
      encoding: 'utf8',
      env: environment,
      maxBuffer: 1 << 28,
    });
    return { status, output: stdout, errors: stderr };
  }

  /** What it prints about the sample capture, line by line. */
  lines(...args: string[]): string[] {
    return this.run(['-r', SAMPLE, ...args])
      .output.split('\n')
      .slice(0, -1);
  }

  start(args: readonly string[]): ChildProcessWithoutNullStreams {
    return spawn(process.execPath, [this.program, ...args], { env: environment });
  }

  /** A path in the folder that `close` removes. */
  path(name: string): string {
    return join(this.folder, name);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const environment = { ...process.env, TZ: 'UTC' };

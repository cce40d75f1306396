/** Runs a program once: how long it took, how much processor time and memory it needed. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Measurement {
  readonly seconds: number;
  /** Of user and system together, in seconds; undefined where GNU time is not installed. */
  readonly processorSeconds?: number;
  /** Largest resident set, in bytes; undefined where GNU time is not installed. */
  readonly peakMemory?: number;
}

const GNU_TIME = '/usr/bin/time';

/** Runs it with its output thrown away; throws when it fails. */
export function measure(command: readonly string[], input?: string): Measurement {
  const folder = mkdtempSync(join(tmpdir(), 'sockeye-bench-'));
  const report = join(folder, 'time');
  const wrapper = existsSync(GNU_TIME) ? [GNU_TIME, '-o', report, '-f', '%U %S %M'] : [];
  const [program = '', ...args] = [...wrapper, ...command];
  try {
    const start = process.hrtime.bigint();
    const { status, stderr } = spawnSync(program, args, {
      input: input ?? '',
      stdio: ['pipe', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr.trim()}`);
    if (wrapper.length === 0) return { seconds };
    const [user = 0, system = 0, kilobytes = 0] = readFileSync(report, 'utf8').trim().split(' ').map(Number);
    return { seconds, processorSeconds: user + system, peakMemory: kilobytes * 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs it until it has printed so many lines, and then ends it; throws when there are fewer. */
export async function measureLines(command: readonly string[], lines: number): Promise<Measurement> {
  const [program = '', ...args] = command;
  const start = process.hrtime.bigint();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let seen = 0;
  try {
    for await (const chunk of child.stdout) {
      for (const byte of chunk as Uint8Array) if (byte === lineFeed) seen++;
      if (seen >= lines) return { seconds: Number(process.hrtime.bigint() - start) / 1e9 };
    }
  } finally {
    child.kill();
  }
  throw new Error(`${command.join(' ')} printed ${seen} lines`);
}
const lineFeed = 0x0a;

/** The middle one of the runs by time. */
export function median(runs: readonly Measurement[]): Measurement {
  return runs.toSorted((one, other) => one.seconds - other.seconds)[Math.floor(runs.length / 2)]!;
}

/** `npm run bench -- [--runs N] [--row TEXT]`: measures every row, prints tables, and writes bench-results/. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { type CaptureOptions, makeCapture } from '../captures/make-capture';
import { type Measurement, measure, median } from './measure';
import { type Program, ROWS, type Row } from './rows';

const FOLDER = 'bench-results';
const MEGABYTE = 1e6;

interface Result {
  readonly program: string;
  readonly median: Measurement;
  readonly runs: readonly Measurement[];
  /** How many times as long as the row's first program it took. */
  readonly ratio: number;
}

/** The capture's path, after making it when it is not there yet. */
function captureFor({ packets, seed = 1, flows, loss }: CaptureOptions): string {
  const name = [packets, `seed${seed}`, flows && `flows${flows}`, loss !== undefined && `loss${loss}`].filter(Boolean);
  const path = `${FOLDER}/capture-${name.join('-')}.pcap`;
  if (!existsSync(path)) {
    console.error(`making ${path}`);
    makeCapture(path, { packets, seed, flows, loss });
  }
  return path;
}

function isInstalled({ command }: Program): boolean {
  const program = command('')[0]!;
  return program === 'node' || spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** All programs in turn, as often as asked, so that what disturbs the machine disturbs each of them. */
function measureRow({ capture, programs }: Row, runs: number): Result[] {
  const path = captureFor(capture);
  const present = programs.filter(isInstalled);
  const all = new Map<Program, Measurement[]>(present.map((program) => [program, []]));
  // Once without counting: afterwards the file is in memory for everybody.
  measure(['cat', path]);
  for (let run = 0; run < runs; run++) {
    for (const [program, measurements] of all) measurements.push(measure(program.command(path), program.input?.(path)));
  }
  const first = median(all.get(present[0]!)!).seconds;
  return present.map((program) => {
    const middle = median(all.get(program)!);
    return { program: program.name, median: middle, runs: all.get(program)!, ratio: middle.seconds / first };
  });
}

function print({ title, capture }: Row, results: readonly Result[]): void {
  const { size } = statSync(captureFor(capture));
  console.log(`\n${title} (${(size / MEGABYTE).toFixed(0)} MB)`);
  console.log(line('', 'median', 'fastest', 'ratio', 'processor', 'memory'));
  for (const { program, median: middle, runs, ratio } of results) {
    const fastest = Math.min(...runs.map(({ seconds }) => seconds));
    const { processorSeconds, peakMemory } = middle;
    const processor = processorSeconds === undefined ? '?' : `${processorSeconds.toFixed(2)} s`;
    const memory = peakMemory === undefined ? '?' : `${(peakMemory / MEGABYTE).toFixed(0)} MB`;
    console.log(
      line(program, `${middle.seconds.toFixed(2)} s`, `${fastest.toFixed(2)} s`, ratio.toFixed(2), processor, memory),
    );
  }
}

const line = (program: string, ...cells: string[]) =>
  program.padEnd(12) + cells.map((cell) => cell.padStart(11)).join('');

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, row: { type: 'string', default: '' } },
});
mkdirSync(FOLDER, { recursive: true });
const rows = ROWS.filter(({ title }) => title.includes(values.row)).map((row) => {
  const results = measureRow(row, Number(values.runs));
  print(row, results);
  return { title: row.title, capture: row.capture, results };
});
const report = {
  time: new Date().toISOString(),
  node: process.version,
  processor: cpus()[0]?.model,
  processors: cpus().length,
  memory: totalmem(),
  rows,
};
const path = `${FOLDER}/${report.time.replaceAll(':', '-')}.json`;
writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
console.log(`\n${path}`);

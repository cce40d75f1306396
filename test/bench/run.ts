/** `npm run bench -- [--runs N] [--row TEXT]`: measures every row, prints tables, and writes bench-results/. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { type CaptureOptions, makeCapture } from '../captures/make-capture';
import { converse } from './conversation';
import { type Measurement, measure, measureLines, median } from './measure';
import { CONVERSATIONS, type Conversation, type Program, ROWS, type Row } from './rows';

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
async function measureRow({ capture, programs, lines }: Row, runs: number): Promise<Result[]> {
  const path = captureFor(capture);
  const present = programs.filter(isInstalled);
  const all = new Map<Program, Measurement[]>(present.map((program) => [program, []]));
  // Once without counting: afterwards the file is in memory for everybody.
  measure(['cat', path]);
  for (let run = 0; run < runs; run++) {
    for (const [program, measurements] of all) {
      const command = program.command(path);
      measurements.push(
        lines === undefined ? measure(command, program.input?.(path)) : await measureLines(command, lines),
      );
    }
  }
  return resultsOf(present, all);
}

function resultsOf(programs: readonly Program[], all: ReadonlyMap<Program, readonly Measurement[]>): Result[] {
  const first = median(all.get(programs[0]!)!).seconds;
  return programs.map((program) => {
    const middle = median(all.get(program)!);
    return { program: program.name, median: middle, runs: all.get(program)!, ratio: middle.seconds / first };
  });
}

/** One row of results for each question. */
async function measureConversation(
  { title, capture, programs, questions }: Conversation,
  runs: number,
): Promise<{ readonly row: Row; readonly results: Result[] }[]> {
  const path = captureFor(capture);
  const present = programs.filter(isInstalled);
  const asked = questions(path);
  const all = asked.map(() => new Map<Program, Measurement[]>(present.map((program) => [program, []])));
  measure(['cat', path]);
  for (let run = 0; run < runs; run++)
    for (const program of present) {
      const measurements = await converse(program.command(path), asked);
      for (const [index, measurement] of measurements.entries()) all[index]!.get(program)!.push(measurement);
    }
  return asked.map((question, index) => ({
    row: { title: `${title}: ${question.title}`, capture, programs },
    results: resultsOf(present, all[index]!),
  }));
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
      line(program, `${decimals(middle.seconds)} s`, `${decimals(fastest)} s`, ratio.toFixed(2), processor, memory),
    );
  }
}

/** As many decimals as short times need. */
const decimals = (seconds: number) => seconds.toFixed(seconds < 0.1 ? 4 : 2);

const line = (program: string, ...cells: string[]) =>
  program.padEnd(12) + cells.map((cell) => cell.padStart(11)).join('');

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, row: { type: 'string', default: '' } },
});
mkdirSync(FOLDER, { recursive: true });
const wanted = ({ title }: Row) => title.includes(values.row);
const rows: { title: string; capture: CaptureOptions; results: Result[] }[] = [];

function keep(row: Row, results: Result[]): void {
  print(row, results);
  rows.push({ title: row.title, capture: row.capture, results });
}

for (const row of ROWS.filter(wanted)) keep(row, await measureRow(row, Number(values.runs)));
for (const conversation of CONVERSATIONS.filter(wanted))
  for (const { row, results } of await measureConversation(conversation, Number(values.runs))) keep(row, results);
/** A program of its own, because it needs a display. */
const windowRow = 'the window while a filter that no column answers runs';
if (windowRow.includes(values.row)) {
  console.log(`\n${windowRow}`);
  spawnSync(process.execPath, ['scripts/run-typescript.mjs', 'test/e2e/measure-window.ts'], { stdio: 'inherit' });
}
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

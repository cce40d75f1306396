/** Reads a capture once: prints its packets, counts its statistics, saves what was asked for. */
import { setTimeout } from 'node:timers/promises';
import type { EngineHost } from '../engine/host';
import { CaptureFileError, type FieldReader, type PacketView, type Session } from '../engine/session';
import type { FilterProblem } from '../engine/view';
import type { Options } from './arguments';
import { exportHttp, objectFolder } from './export-http';
import { flush } from './output';
import { createPrinter, type PacketPrinter } from './print-packets';
import { bothFilters, statisticOf } from './statistics';
import { underlined } from './underlined';
import { UsageError } from './usage-error';

/** Milliseconds of work between two looks at the rest of the world. */
const slice = 200;
/** Milliseconds to wait for a pipe that has nothing to say. */
const patience = 10;

/** A display filter that cannot be used; `message` says why and points at the place. The program ends with 2. */
export class FilterError extends Error {}

/** Returns the program's exit code. @throws UsageError, FilterError, CaptureFileError */
export async function readCapture(host: EngineHost, session: Session, options: Options): Promise<number> {
  const { view, statistics, printer } = prepare(session, options);
  printer?.start();
  // One after the other, as in tshark's one pass: what is printed of a packet never depends on how much was read in the meantime.
  if (printer === undefined || options.twoPasses) await readAll(host, session, options.count);
  else await readEach(session, view, printer, options);
  while (view.advance(slice));
  if (options.twoPasses && printer !== undefined) printAll(view, printer);
  printer?.end();
  printStatistics(statistics);
  await exportHttp(host, session, view, options);
  if (options.output !== undefined) await save(host, session, view, options);
  flush();
  if (view.stopped !== undefined) throw new FilterError(pointed(view.filter, view.stopped));
  const { problem } = session.status();
  if (problem === undefined) return 0;
  console.error(`sockeye: ${problem.message}`);
  return 2;
}

/** What cannot be printed, such as a stream that is not there, keeps nothing else from being printed. @throws UsageError */
function printStatistics(statistics: Prepared['statistics']): void {
  let failure: UsageError | undefined;
  // tshark draws what was asked for last first.
  for (const print of statistics.toReversed())
    try {
      print();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      failure ??= error;
    }
  if (failure === undefined) return;
  flush();
  throw failure;
}

interface Prepared {
  readonly view: PacketView;
  /** Each prints what it counted. */
  readonly statistics: readonly (() => void)[];
  readonly printer: PacketPrinter | undefined;
}

/** Makes ready all that was asked for; a word that cannot be is found here, before a packet is read. @throws UsageError, FilterError */
export function prepare(session: Session, options: Options): Prepared {
  options.exportObjects.forEach(objectFolder);
  session.setTimeFormat(options.timeFormat);
  defineMacros(session, options);
  const fields = fieldsOf(session, options.fields);
  const view = viewOf(session, bothFilters(options.readFilter, options.filter));
  const statistics = options.statistics.map((request) => statisticOf(session, request, options));
  return { view, statistics, printer: options.printing ? createPrinter(options, session, view, fields) : undefined };
}

function defineMacros(session: Session, { macros }: Options): void {
  for (const [index, problem] of session.filters.setMacros(macros).entries())
    if (problem !== undefined)
      throw new FilterError(`The macro “${macros[index].name}” cannot be used: ${problem.message}`);
}

function fieldsOf(session: Session, names: readonly string[]): FieldReader | undefined {
  if (names.length === 0) return undefined;
  const fields = session.fieldReader(names);
  if ('unknown' in fields) throw new UsageError(`Some fields aren't valid:\n\t${fields.unknown.join('\n\t')}`);
  return fields;
}

function viewOf(session: Session, filter: string): PacketView {
  const view = session.view(filter);
  if ('message' in view) {
    const meant = session.filters.displayFilterOf(filter);
    const hint = meant === undefined ? '' : `\nThis is a capture filter. As a display filter: ${meant}`;
    throw new FilterError(pointed(filter, view) + hint);
  }
  for (const warning of session.filters.judge(filter).warnings) console.error(`sockeye: ${pointed(filter, warning)}`);
  session.show(view);
  return view;
}

/** What there is to say of a filter, above the place that it is about. */
const pointed = (filter: string, remark: FilterProblem): string =>
  [remark.message, ...underlined(filter, remark).map((line) => `    ${line}`)].join('\n');

async function readAll(host: EngineHost, session: Session, count: number): Promise<void> {
  while (session.packets < count) {
    const before = session.packets;
    const more = session.advance(slice, count);
    if (!more && session.status().state !== 'reading') return;
    if (session.packets === before) await setTimeout(patience);
    else await host.yield();
  }
}

/** Prints every packet as soon as it is read. */
async function readEach(
  session: Session,
  view: PacketView,
  printer: PacketPrinter,
  { count, lineBuffered }: Options,
): Promise<void> {
  let printed = 0;
  for (let read = 0; read < count; ) {
    const more = session.advance(slice, read + 1);
    if (session.packets > read) {
      read++;
      while (view.advance(slice));
      for (; printed < view.count; printed++) printer.packet(view.frameAt(printed), printed);
      if (lineBuffered) flush();
      continue;
    }
    if (!more && session.status().state !== 'reading') return;
    flush();
    await setTimeout(patience);
  }
}

function printAll(view: PacketView, printer: PacketPrinter): void {
  for (let index = 0; index < view.count; index++) printer.packet(view.frameAt(index), index);
}

async function save(host: EngineHost, session: Session, view: PacketView, options: Options): Promise<void> {
  const whole = view.filter === '' && options.count === Number.POSITIVE_INFINITY;
  const task = session.save(
    {
      path: options.output!,
      format: options.outputFormat,
      packets: whole ? 'all' : 'displayed',
      withoutIgnored: false,
    },
    view,
  );
  for (;;) {
    const step = task.advance(slice);
    if (step.state === 'failed') throw new CaptureFileError({ kind: 'unreadable', message: step.message, offset: 0 });
    if (step.state === 'done') return;
    await host.yield();
  }
}

/** The command line program: the engine with tshark's options. Exit codes: 0; 1 bad usage; 2 unreadable file or bad filter. */
import { CaptureFileError, type PacketView, type Session } from '../engine/session';
import { decodeAs } from '../engine/session/decode-as';
import { catalogue, openSession } from '../engine/session/open-session';
import { createNodeHost } from '../node-host/node-host';
import { type Options, parseArguments, UsageError } from './arguments';
import { help } from './help';
import { flush, print } from './output';
import { printGlossary } from './print-glossary';
import { printHierarchy } from './print-hierarchy';
import { createPrinter } from './print-packets';
import { serve } from './rpc/serve';

/** Milliseconds of reading between two looks at what has to be printed. */
const slice = 200;

class FilterError extends Error {}

const host = createNodeHost();

async function run(options: Options): Promise<number> {
  if (options.help) {
    print(help);
    return 0;
  }
  if (options.glossary !== undefined) {
    if (!printGlossary(options.glossary, catalogue))
      throw new UsageError(`There is no glossary “${options.glossary}”: fields, protocols or values.`);
    return 0;
  }
  if (options.input === undefined) throw new UsageError('Name a capture file with -r FILE.');
  for (const rule of options.decodeAs) {
    const problem = decodeAs(rule, catalogue);
    if (problem !== undefined) throw new UsageError(problem);
  }
  const statistics = options.statistics.map((request) => statisticOf(request));
  const session = await openSession(host, options.input);
  try {
    return await read(session, options, statistics);
  } finally {
    session.close();
  }
}

async function read(session: Session, options: Options, statistics: readonly Statistic[]): Promise<number> {
  const fields = options.fields.length > 0 ? session.fieldReader(options.fields) : undefined;
  if (fields !== undefined && 'unknown' in fields)
    throw new UsageError(`Some fields aren't valid:\n\t${fields.unknown.join('\n\t')}`);
  const view = viewOf(session, options.filter ?? '');
  const printing = !options.quiet && options.output === undefined;
  const printer = printing ? createPrinter(options, session, view, fields) : undefined;
  printer?.start();
  let printed = 0;
  for (let more = true; more; ) {
    more =
      session.advance(slice, options.count) ||
      (session.status().state === 'reading' && session.status().packets < options.count);
    while (view.advance(slice));
    for (; printed < view.count; printed++) printer?.packet(view.frameAt(printed), printed);
    if (more) await host.yield();
  }
  printer?.end();
  for (const statistic of statistics) {
    const counted = statistic.filter === '' ? view : viewOf(session, statistic.filter);
    while (counted.advance(slice));
    printHierarchy(session.hierarchy(counted), statistic.filter);
  }
  if (options.output !== undefined) await save(session, view, options.output, options);
  flush();
  const { problem } = session.status();
  if (problem === undefined) return 0;
  console.error(`sockeye: ${problem.message}`);
  return 2;
}

function viewOf(session: Session, filter: string): PacketView {
  const view = session.view(filter);
  if (!('message' in view)) return view;
  const underline =
    filter === ''
      ? ''
      : `\n    ${filter}\n    ${' '.repeat(view.start)}${'^'.repeat(Math.max(1, view.end - view.start))}`;
  throw new FilterError(view.message + underline);
}

interface Statistic {
  readonly filter: string;
}

function statisticOf(request: string): Statistic {
  const [, filter = ''] = /^io,phs(?:,(.*))?$/s.exec(request) ?? fail(`There is no statistic “${request}”: io,phs.`);
  return { filter };
}

function fail(message: string): never {
  throw new UsageError(message);
}

async function save(session: Session, view: PacketView, path: string, options: Options): Promise<void> {
  const packets = options.filter === undefined || options.filter === '' ? 'all' : 'displayed';
  const task = session.save({ path, format: options.outputFormat, packets, withoutIgnored: false }, view);
  for (;;) {
    const step = task.advance(slice);
    if (step.state === 'failed') throw new CaptureFileError({ kind: 'unreadable', message: step.message, offset: 0 });
    if (step.state === 'done') return;
    await host.yield();
  }
}

try {
  const words = process.argv.slice(2);
  if (words[0] === 'rpc') await serve(host);
  else process.exitCode = await run(parseArguments(words));
} catch (error) {
  flush();
  if (!(error instanceof UsageError || error instanceof CaptureFileError || error instanceof FilterError)) throw error;
  console.error(`sockeye: ${error.message}`);
  process.exitCode = error instanceof UsageError ? 1 : 2;
}
flush();

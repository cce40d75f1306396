/** Captures from the command line: to a file, to standard output, or onto the screen, until Ctrl+C or a condition. */
import { CaptureControl, CaptureStartError, type RunningCapture } from '../capture-control/capture-control';
import type { EngineHost } from '../engine/host';
import type { CaptureEnd } from '../shared/live-capture';
import { version } from '../shared/version';
import type { Options } from './arguments';
import type { CaptureRequest } from './capture-arguments';
import { sourceOf } from './capture-sources';
import { DecodingChild } from './decoding-child';
import { outputTrouble } from './output-trouble';
import { printInterfaces, printLinkTypes, printRemedies } from './print-interfaces';
import { rehearse } from './rehearsal';
import { UsageError } from './usage-error';

/** Returns the program's exit code. @throws UsageError or FilterError */
export async function captureLive(host: EngineHost, request: CaptureRequest, options: Options): Promise<number> {
  const control = new CaptureControl({ application: `Sockeye ${version}` });
  if (request.action === 'list-interfaces') {
    printInterfaces(await control.interfaces());
    return 0;
  }
  if (request.action === 'list-link-types') return listLinkTypes(control, request);
  checkOptions(request, options);
  if (decodes(options)) await rehearse(host, options);
  const named = await Promise.all(request.interfaces.map((wanted) => sourceOf(control, wanted)));
  console.error(`Capturing on '${named.map(({ title }) => title).join("', '")}'`);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  try {
    const capture = await control.start(
      {
        sources: named.map(({ source }) => source),
        stop: request.stop,
        ...(request.ring === undefined ? {} : { ring: request.ring }),
        ...(options.output === undefined ? {} : { path: options.output }),
      },
      stop.signal,
    );
    return await follow(control, capture, options, stop.signal);
  } catch (error) {
    if (!(error instanceof CaptureStartError)) throw error;
    const { end } = error;
    // Ctrl+C came before the first packet could.
    if (end.reason === 'stopped') return report(end, options);
    console.error(`sockeye: ${end.message}`);
    printRemedies(end.remedies);
    return 1;
  }
}

async function listLinkTypes(control: CaptureControl, request: CaptureRequest): Promise<number> {
  const interfaces = await control.interfaces();
  for (const wanted of request.interfaces) {
    const { source } = await sourceOf(control, wanted);
    const found = interfaces.find(({ name }) => source.kind === 'interface' && name === source.name);
    if (found === undefined) throw new UsageError(`There is no interface “${wanted.place}”.`);
    if (!found.capturability.possible) throw new UsageError(found.capturability.reason);
    printLinkTypes(found);
  }
  return 0;
}

function checkOptions(request: CaptureRequest, options: Options): void {
  if (options.twoPasses) throw new UsageError('-2 needs the whole capture first: it goes with -r FILE.');
  if (options.output !== undefined && options.filter !== undefined)
    throw new UsageError(
      'What is captured is written as it is: -Y cannot be had together with -w. Use -f, or filter later.',
    );
  if (options.output !== undefined) {
    const trouble = outputTrouble(options.output);
    if (trouble !== undefined) throw new UsageError(trouble);
  }
  if (options.output !== undefined && options.outputFormat !== 'pcapng')
    throw new UsageError('Captures are written as pcapng; convert with -r FILE -F pcap -w FILE.');
  if (request.ring !== undefined && (options.output === undefined || options.output === '-'))
    throw new UsageError('A ring buffer needs the name of a file: -w FILE.');
}

async function follow(
  control: CaptureControl,
  capture: RunningCapture,
  options: Options,
  stop: AbortSignal,
): Promise<number> {
  const end = (): void => {
    void capture.stop();
  };
  stop.addEventListener('abort', end);
  if (stop.aborted) end();
  const printed = decodes(options) ? showPackets(capture, options) : undefined;
  if (printed === undefined && options.output !== undefined) showCount(capture, options);
  const ended = await capture.ended;
  const code = (await printed) ?? 0;
  if (options.output === undefined) control.discard(capture);
  return report(ended, options) || code;
}

function decodes({ printing, statistics }: Options): boolean {
  return printing || statistics.length > 0;
}

/** Prints packets as they come. When whoever reads them goes away, the capture ends. */
async function showPackets(capture: RunningCapture, options: Options): Promise<number> {
  const child = await DecodingChild.start(
    options.printingWords,
    capture.options.sources.every(({ kind }) => kind === 'interface'),
  );
  let over = false;
  void capture.ended.then(() => {
    over = true;
  });
  void child.ended.then(() => capture.stop());
  const done = new Set<string>();
  for (;;) {
    const path = capture.files.find((file) => !done.has(file));
    if (path === undefined) break;
    done.add(path);
    await child.feed(path, () => over || capture.files.at(-1) !== path);
  }
  return child.finish();
}

/** tshark's running count, where somebody looks. */
function showCount(capture: RunningCapture, options: Options): void {
  if (options.quiet || !process.stderr.isTTY) return;
  capture.onStatus(({ packets }) => process.stderr.write(`\r${packets} `));
}

function report(end: CaptureEnd, { quiet }: Options): number {
  const { packets, droppedByKernel, droppedByUs, interfaces } = end.status;
  if (process.stderr.isTTY) process.stderr.write('\r');
  if (!quiet || packets > 0) console.error(`${packets} ${packets === 1 ? 'packet' : 'packets'} captured`);
  for (const { name, droppedByKernel: dropped = 0 } of interfaces)
    if (dropped > 0) console.error(`${dropped} ${dropped === 1 ? 'packet' : 'packets'} dropped from ${name}`);
  if (droppedByKernel === 0 && droppedByUs > 0) console.error(`${droppedByUs} packets could not be written`);
  if (end.reason === 'stopped' || end.reason === 'condition' || end.reason === 'source-ended') return 0;
  console.error(`sockeye: ${end.message}`);
  printRemedies(end.remedies);
  return 2;
}

/** Captures from the command line: to a file, to standard output, or onto the screen, until Ctrl+C or a condition. */
import { statSync } from 'node:fs';
import { CaptureControl, CaptureStartError, type RunningCapture } from '../capture-control/capture-control';
import { writeError } from '../node-host/file-error';
import type { CaptureOptions } from '../shared/live-capture';
import { version } from '../shared/version';
import type { Options } from './arguments';
import type { CaptureRequest } from './capture-arguments';
import { sourceOf } from './capture-sources';
import { DecodingChild } from './decoding-child';
import { printInterfaces, printLinkTypes, printRemedies } from './print-interfaces';
import { UsageError } from './usage-error';

/** Returns the program's exit code. @throws UsageError or HostFileError */
export async function captureLive(request: CaptureRequest, options: Options): Promise<number> {
  const control = new CaptureControl({ application: `Sockeye ${version}` });
  if (request.action === 'list-interfaces') {
    printInterfaces(await control.interfaces());
    return 0;
  }
  if (request.action === 'list-link-types') return listLinkTypes(control, request);
  checkOptions(request, options);
  const named = await Promise.all(request.interfaces.map((wanted) => sourceOf(control, wanted)));
  console.error(`Capturing on '${named.map(({ title }) => title).join("', '")}'`);
  try {
    const capture = await control.start({
      sources: named.map(({ source }) => source),
      stop: request.stop,
      ...(request.ring === undefined ? {} : { ring: request.ring }),
      ...(options.output === undefined ? {} : { path: options.output }),
    } satisfies CaptureOptions);
    return await follow(control, capture, options);
  } catch (error) {
    const { output } = options;
    if (output !== undefined && (error as NodeJS.ErrnoException).path === output) throw writeError(error, output);
    if (!(error instanceof CaptureStartError)) throw error;
    console.error(`sockeye: ${error.message}`);
    printRemedies(error.end.remedies);
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
  if (options.output !== undefined && statSync(options.output, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new UsageError(`“${options.output}” is a folder, not a file.`);
  if (options.output !== undefined && options.outputFormat !== 'pcapng')
    throw new UsageError('Captures are written as pcapng; convert with -r FILE -F pcap -w FILE.');
  if (request.ring !== undefined && (options.output === undefined || options.output === '-'))
    throw new UsageError('A ring buffer needs the name of a file: -w FILE.');
}

async function follow(control: CaptureControl, capture: RunningCapture, options: Options): Promise<number> {
  const stop = (): void => {
    void capture.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const decodes = options.printing || options.statistics.length > 0;
  const printed = decodes ? showPackets(capture, options) : undefined;
  if (printed === undefined && options.output !== undefined) showCount(capture, options);
  const end = await capture.ended;
  const code = (await printed) ?? 0;
  if (options.output === undefined) control.discard(capture);
  return report(end, options) || code;
}

/** Prints packets as they come. When whoever reads them goes away, the capture ends. */
async function showPackets(capture: RunningCapture, options: Options): Promise<number> {
  const child = new DecodingChild(options.printingWords);
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

function report(end: Awaited<RunningCapture['ended']>, { quiet }: Options): number {
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

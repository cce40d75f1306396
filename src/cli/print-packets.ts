/** Prints packets one after another in the form that `-T`, `-V` and `-x` choose. */
import { visible } from '../engine/bytes/visible';
import type { FieldReader, PacketView, Session } from '../engine/session';
import type { PacketDetail } from '../engine/view';
import type { FieldPrinting, Options } from './arguments';
import { hexDump } from './hex-dump';
import { ekDocument, jsonDocument } from './json-document';
import { flush, print } from './output';
import { pdmlFooter, pdmlHeader, pdmlPacket } from './pdml-document';

/** What is printed before all packets, for each, and behind them. */
export interface PacketPrinter {
  start(): void;
  packet(number: number, index: number): void;
  end(): void;
}

/** The printer that the options ask for. `fields` reads the values of `-e`. */
export function createPrinter(
  options: Options,
  session: Session,
  view: PacketView,
  fields: FieldReader | undefined,
): PacketPrinter {
  const nothing = (): void => undefined;
  switch (options.format) {
    case 'fields':
      return {
        start: () => startFields(options),
        packet: (number) => printFields(fields!.read(number), options),
        end: nothing,
      };
    case 'json':
      return {
        start: () => print('['),
        packet: (number, index) =>
          print(`${index === 0 ? '\n' : ',\n'}${jsonDocument(documentSource(session, number, options, fields))}`),
        end: () => print('\n]\n'),
      };
    case 'ek':
      return {
        start: nothing,
        packet: (number) => print(ekDocument(documentSource(session, number, options, fields))),
        end: nothing,
      };
    case 'pdml':
      return {
        start: () => print(pdmlHeader(options.input ?? '')),
        packet: (number) => print(pdmlPacket(session.detail(number))),
        end: () => print(pdmlFooter),
      };
    case 'summary':
    case 'text':
      return {
        start: nothing,
        packet: (number, index) => printText(session, view, number, index, options),
        end: nothing,
      };
    default:
      return options.format satisfies never;
  }
}

/** What JSON documents are made of. */
export interface DocumentSource {
  readonly detail: PacketDetail;
  readonly epoch: string;
  /** Names and values of `-e`, which then replace the layers. */
  readonly chosen?: readonly (readonly [name: string, values: readonly string[]])[];
  readonly bytes?: Uint8Array;
}

function documentSource(
  session: Session,
  number: number,
  options: Options,
  fields: FieldReader | undefined,
): DocumentSource {
  const detail = session.detail(number);
  return {
    detail,
    epoch: detail.nodes.find((node) => node.field === 'frame.time_epoch')?.value ?? '0',
    ...(fields === undefined
      ? {}
      : { chosen: fields.read(number).map((values, index) => [options.fields[index], values] as const) }),
    ...(options.hexDump ? { bytes: session.bytes(number) } : {}),
  };
}

function startFields({ fields, fieldPrinting: { header, separator, quote, bom } }: Options): void {
  if (bom) print('\ufeff');
  if (header) print(`${fields.map((field) => quote + field + quote).join(separator)}\n`);
}

function printFields(values: readonly (readonly string[])[], options: Options): void {
  print(
    `${values.map((occurrences) => fieldCell(occurrences, options.fieldPrinting)).join(options.fieldPrinting.separator)}\n`,
  );
  if (options.lineBuffered) flush();
}

/** One cell of `-T fields`. Control characters of captured text never reach the terminal. */
export function fieldCell(occurrences: readonly string[], { occurrence, aggregator, quote }: FieldPrinting): string {
  if (occurrences.length === 0) return '';
  const chosen =
    occurrence === 'first' ? occurrences.slice(0, 1) : occurrence === 'last' ? occurrences.slice(-1) : occurrences;
  return quote + chosen.map(visible).join(aggregator) + quote;
}

function printText(session: Session, view: PacketView, number: number, index: number, options: Options): void {
  const { verbose, hexDump: dump } = options;
  if (options.summary || !(verbose || dump)) print(`${summaryLine(session, view, index)}\n`);
  if (verbose) print(`${detailText(session.detail(number))}\n`);
  if (dump) for (const block of dumpBlocks(session, number)) print(`${block}\n`);
  if (options.lineBuffered) flush();
}

/** The packet list's line: number, time, addresses, protocol, length, information, as wide as tshark makes them. */
function summaryLine(session: Session, view: PacketView, index: number): string {
  const [{ cells }] = session.rows(view, index, 1);
  const [number, time, source, destination, protocol, length, info] = cells;
  return `${number.padStart(5)} ${time.padStart(10)} ${source.padStart(12)} → ${destination.padEnd(12)} ${protocol} ${length} ${info}`;
}

/** The detail tree as indented text, as `-V` prints it. */
export function detailText({ nodes }: PacketDetail): string {
  const depths: number[] = [];
  let out = '';
  for (const node of nodes) {
    const depth = node.parent < 0 ? 0 : depths[node.parent] + 1;
    depths.push(depth);
    if (!node.hidden) out += `${'    '.repeat(depth)}${node.text}\n`;
  }
  return out;
}

function dumpBlocks(session: Session, number: number): readonly string[] {
  const { buffers } = session.detail(number);
  if (buffers.length === 1) return [hexDump(buffers[0].bytes)];
  return buffers.map(({ name, bytes }) => `${name}:\n${hexDump(bytes)}`);
}

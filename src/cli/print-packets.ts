/** Prints packets one after another in the form that `-T`, `-V` and `-x` choose. */
import { visible } from '../engine/bytes/visible';
import type { FieldReader, PacketView, Session } from '../engine/session';
import { standardTitles } from '../engine/session/row-desk';
import type { FieldPrinting, Options } from './arguments';
import { detailText } from './detail-text';
import { ekDocument } from './ek-document';
import { hexDump } from './hex-dump';
import { jsonDocument } from './json-document';
import { print } from './output';
import { packetSource } from './packet-source';
import { pdmlFooter, pdmlHeader, pdmlPacket } from './pdml-document';
import { psmlFooter, psmlHeader, psmlPacket } from './psml-document';
import { summaryLine } from './summary-line';

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
    case 'jsonraw':
      return {
        start: () => print('['),
        packet: (number, index) =>
          print(
            `${index === 0 ? '\n' : ',\n'}${jsonDocument(packetSource(session, number, options, fields), options.noDuplicateKeys)}`,
          ),
        end: () => print('\n]\n'),
      };
    case 'ek':
      return {
        start: nothing,
        packet: (number) => print(ekDocument(packetSource(session, number, options, fields))),
        end: nothing,
      };
    case 'pdml':
      return {
        start: () => print(pdmlHeader(options.input ?? '')),
        packet: (number) => print(pdmlPacket(packetSource(session, number, options, fields))),
        end: () => print(pdmlFooter),
      };
    case 'psml':
      return {
        start: () => print(psmlHeader(standardTitles)),
        packet: (_, index) => print(psmlPacket(session.rows(view, index, 1)[0].cells)),
        end: () => print(psmlFooter),
      };
    case 'summary':
    case 'text':
    case 'tabs':
      return {
        start: nothing,
        packet: (number, index) => printText(session, view, number, index, options),
        end: nothing,
      };
    default:
      return options.format satisfies never;
  }
}

function startFields({ fields, fieldPrinting: { header, separator, bom } }: Options): void {
  if (bom) print('\ufeff');
  if (header) print(`${fields.join(separator)}\n`);
}

function printFields(values: readonly (readonly string[])[], { fieldPrinting }: Options): void {
  let line = '';
  for (let i = 0; i < values.length; i++)
    line += (i === 0 ? '' : fieldPrinting.separator) + fieldCell(values[i], fieldPrinting);
  print(`${line}\n`);
}

/** One cell of `-T fields`. Control characters of captured text never reach the terminal. */
export function fieldCell(occurrences: readonly string[], { occurrence, aggregator, quote }: FieldPrinting): string {
  if (occurrences.length === 0) return '';
  if (occurrences.length === 1) return quote + visible(occurrences[0]) + quote;
  const chosen =
    occurrence === 'first' ? occurrences.slice(0, 1) : occurrence === 'last' ? occurrences.slice(-1) : occurrences;
  return quote + chosen.map(visible).join(aggregator) + quote;
}

function printText(session: Session, view: PacketView, number: number, index: number, options: Options): void {
  const { verbose, detailed, hexDump: dump, summary, format } = options;
  if (summary || !(verbose || dump)) {
    const [{ cells }] = session.rows(view, index, 1);
    print(`${summaryLine(cells, format === 'tabs' ? '\t' : ' ')}\n`);
  }
  if (verbose) printPieces(detailText(session.tree(number), !dump, detailed));
  if (dump) printPieces(dumpBlocks(session, number));
}

function printPieces(pieces: Iterable<string>): void {
  for (const piece of pieces) print(piece);
  print('\n');
}

function* dumpBlocks(session: Session, number: number): Generator<string, void> {
  const { buffers } = session.tree(number);
  for (const { name, bytes } of buffers) {
    if (buffers.length > 1) yield `${name}:\n`;
    yield* hexDump(bytes);
  }
}

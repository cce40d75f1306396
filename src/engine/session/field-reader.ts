/** Reads chosen fields of packets, for `-T fields` and its neighbours. */
import { hexText } from '../bytes/address';
import { visible } from '../bytes/visible';
import type { Catalogue } from '../declare/catalogue';
import type { Field, FieldValue } from '../declare/field';
import { plainValue } from '../declare/format';
import { type Line, TreeSink, textOf } from '../decode/tree-sink';
import { ValueSink } from '../decode/value-sink';
import { beyondStack, WalkDepth } from '../filter/columns/stack-answers';
import type { CaptureIndex } from '../index/index-pass';
import type { FieldReader } from '../session';
import { columnText } from './columns';
import type { PacketWalker } from './packet-walker';

const columnPrefix = '_ws.col.';

/** Titles of columns where they are not their names. */
const columnsByTitle: Readonly<Record<string, string>> = { 'no.': 'number' };

/** A reader, or the names that no protocol declares. `timeOf` gives the Time column of a row. */
export function createFieldReader(
  names: readonly string[],
  catalogue: Catalogue,
  walker: PacketWalker,
  timeOf: (row: number) => string,
): FieldReader | { readonly unknown: readonly string[] } {
  const wanted = names.map((name) => fieldsOf(name, catalogue));
  const unknown = names.filter((_, index) => wanted[index].length === 0);
  if (unknown.length > 0) return { unknown };
  const sink = new ValueSink(catalogue, [...new Set(wanted.flat())]);
  const slots = new Map(sink.fields.map((field, slot) => [field, slot]));
  const wantsInfo = wanted.some(([field]) => isColumn(field) && field.key === 'info');
  const protocols = new Set(wanted.flat().filter((field) => field.type === 'PROTOCOL'));
  const depth = new WalkDepth(
    walker.index,
    sink.fields.filter((field) => !isKeptColumn(field)),
  );
  const readers = wanted.map((fields): ((lines: ProtocolLines) => readonly string[]) => {
    const [first] = fields;
    if (isColumn(first)) return () => cell(first.key, walker, timeOf);
    if (fields.length > 1) return (lines) => fields.flatMap((field) => occurrences(field, sink, slots, lines));
    if (first.type === 'PROTOCOL') return (lines) => lines.get(first) ?? none;
    const found = sink.values[slots.get(first)!];
    return () => (found.length === 0 ? none : found.map(({ value }) => occurrence(first, value)));
  });
  return {
    read(number) {
      const lines = protocols.size === 0 ? noLines : protocolLines(number - 1, walker, catalogue, protocols);
      sink.reset();
      walker.walk(number - 1, sink, wantsInfo, depth.of(number - 1));
      return readers.map((read) => read(lines));
    },
  };
}

const none: readonly string[] = [];

function fieldsOf(name: string, catalogue: Catalogue): readonly Field[] {
  const title = name.toLowerCase();
  const column = title.startsWith(columnPrefix) ? columnsByTitle[title.slice(columnPrefix.length)] : undefined;
  return catalogue.field(column === undefined ? name : columnPrefix + column);
}

const isColumn = (field: Field): boolean => field.protocol.id === '_ws.col' && field.key !== '';

/** Columns that need no walk. */
const keptColumns: ReadonlySet<string> = new Set(['number', 'time', 'length', 'packet_length', 'protocol']);
const isKeptColumn = (field: Field): boolean => isColumn(field) && keptColumns.has(field.key);

type ProtocolLines = ReadonlyMap<Field, readonly string[]>;
const noLines: ProtocolLines = new Map();

/** The lines of protocols in the tree of a row's packet. Data that nobody decodes stands there as its bytes. */
function protocolLines(
  row: number,
  walker: PacketWalker,
  catalogue: Catalogue,
  protocols: ReadonlySet<Field>,
): ProtocolLines {
  const sink = new TreeSink();
  walker.walk(row, sink, false);
  const found = new Map<Field, string[]>();
  const put = (field: Field | undefined, text: string): void => {
    if (field === undefined || !protocols.has(field)) return;
    const list = found.get(field);
    if (list === undefined) found.set(field, [text]);
    else list.push(text);
  };
  for (const line of sink.lines) {
    if (line.kind === 'layer') put(line.field, layerText(line, sink));
    else if (line.kind === 'issue') put(...issueValue(line, catalogue));
  }
  return found;
}

function layerText(line: Line, sink: TreeSink): string {
  if (line.field?.id !== 'data') return textOf(line);
  const { bytes, start } = sink.buffers[line.buffer];
  const from = start + line.at;
  return hexText(bytes.subarray(from, from + line.length));
}

/** What `_ws.malformed` and `_ws.short` say of a line: a layer that ended too early has its words, one that contradicts itself the name. */
function issueValue(line: Line, catalogue: Catalogue): readonly [Field | undefined, string] {
  const malformed = catalogue.protocol('_ws.malformed');
  if (line.issue === 'malformed') return [malformed?.self, textOf(line)];
  if (line.issue === 'truncated') return [catalogue.protocol('_ws.short')?.self, textOf(line)];
  const contradicts = line.issue === 'contradiction' || line.field?.options.group === 'malformed';
  return [contradicts ? malformed?.self : undefined, malformed?.id ?? ''];
}

function occurrences(
  field: Field,
  sink: ValueSink,
  slots: ReadonlyMap<Field, number>,
  lines: ProtocolLines,
): readonly string[] {
  if (field.type === 'PROTOCOL') return lines.get(field) ?? none;
  return sink.values[slots.get(field)!].map(({ value }) => occurrence(field, value));
}

/** Wireshark's word for a field that is there, without a byte of value. */
const noBytes = '<MISSING>';

const occurrence = (field: Field, value: FieldValue): string =>
  field.type === 'BYTES' && (value as Uint8Array).length === 0 ? noBytes : plainValue(field, value);

function cell(column: string, walker: PacketWalker, timeOf: (row: number) => string): readonly string[] {
  const row = walker.dissection.frame - 1;
  const text =
    column === 'time'
      ? timeOf(row)
      : ((column === 'protocol' ? keptProtocol(walker.index, row) : undefined) ??
        columnText(column, walker.dissection));
  return text === '' ? [] : [text];
}

/** The Protocol column as the first pass found it, of a packet that may not be walked to its end for it; see `WalkDepth`. */
function keptProtocol({ table, stackColumns }: CaptureIndex, row: number): string | undefined {
  const text = stackColumns.columns[table.stackOf(row)];
  return text === undefined || table.has(row, beyondStack) ? undefined : visible(text);
}

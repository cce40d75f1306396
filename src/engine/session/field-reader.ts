/** Reads chosen fields of packets, for `-T fields` and its neighbours. */
import type { Catalogue } from '../declare/catalogue';
import type { Field } from '../declare/field';
import { plainValue } from '../declare/format';
import { ValueSink } from '../decode/value-sink';
import { packetBit } from '../index/packet-table';
import type { FieldReader } from '../session';
import { columnText } from './columns';
import type { PacketWalker } from './packet-walker';
import { timeText } from './time-text';

/** A reader, or the names that no protocol declares. */
export function createFieldReader(
  names: readonly string[],
  catalogue: Catalogue,
  walker: PacketWalker,
): FieldReader | { readonly unknown: readonly string[] } {
  const wanted = names.map((name) => catalogue.field(name));
  const unknown = names.filter((_, index) => wanted[index].length === 0);
  if (unknown.length > 0) return { unknown };
  const sink = new ValueSink(catalogue, [...new Set(wanted.flat())]);
  const slots = new Map(sink.fields.map((field, slot) => [field, slot]));
  const wantsInfo = wanted.some(([field]) => isColumn(field) && field.key === 'info');
  return {
    read(number) {
      sink.reset();
      walker.walk(number - 1, sink, wantsInfo);
      return wanted.map((fields) =>
        isColumn(fields[0]) ? cells(fields[0].key, walker) : occurrences(fields, sink, slots),
      );
    },
  };
}

const isColumn = (field: Field): boolean => field.protocol.id === '_ws.col';

function occurrences(fields: readonly Field[], sink: ValueSink, slots: ReadonlyMap<Field, number>): readonly string[] {
  const [only] = fields;
  if (fields.length === 1)
    return sink.values[slots.get(only)!].map(({ value }) =>
      only.type === 'PROTOCOL' ? only.id : plainValue(only, value),
    );
  return fields.flatMap((field) => sink.values[slots.get(field)!].map(({ value }) => plainValue(field, value)));
}

function cells(column: string, walker: PacketWalker): readonly string[] {
  const text = column === 'time' ? timeCell(walker) : columnText(column, walker.dissection);
  return text === '' ? [] : [text];
}

function timeCell({ dissection, index }: PacketWalker): string {
  const row = dissection.frame - 1;
  if (index.table.has(row, packetBit.noTime)) return '';
  const time = index.table.timeOf(row);
  return timeText(
    'relative',
    { time, sinceReference: time - index.table.timeOf(0), sincePrevious: undefined, sinceDisplayed: undefined },
    9,
  );
}

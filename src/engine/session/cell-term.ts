/** The display filter term for a cell of the packet list, made from the packet's values and not from the text that is shown. */
import type { Catalogue } from '../declare/catalogue';
import type { Field } from '../declare/field';
import { filterValue } from '../declare/format';
import { ValueSink } from '../decode/value-sink';
import { addressTerm, columnTextTerm, valueTerms } from '../filter/terms';
import type { FrameNumber } from '../view';
import { columnText } from './columns';
import type { PacketWalker } from './packet-walker';

const sides: Readonly<Record<string, 'src' | 'dst'>> = {
  source: 'src',
  def_src: 'src',
  destination: 'dst',
  def_dst: 'dst',
};

/** Empty where the packet has nothing in the column that shows these fields. */
export function cellTerm(
  walker: PacketWalker,
  catalogue: Catalogue,
  number: FrameNumber,
  fields: readonly Field[],
): string {
  const [{ protocol, key }] = fields;
  if (protocol.id === '_ws.col') return columnTerm(walker, number, key);
  const sink = new ValueSink(catalogue, fields);
  walker.walk(number - 1, sink, false);
  const terms = sink.values.flatMap((occurrences, slot) => {
    const field = sink.fields[slot];
    const values = occurrences.map(({ value }) => filterValue(field, value));
    return values.length === 0 ? [] : [valueTerms(field.id, values)];
  });
  return terms.join(' and ');
}

function columnTerm(walker: PacketWalker, number: FrameNumber, column: string): string {
  if (column === 'number' || column === 'time') return `frame.number == ${number}`;
  walker.walk(number - 1, undefined, true);
  const { dissection } = walker;
  if (column === 'length' || column === 'packet_length') return `frame.len == ${dissection.originalLength}`;
  const text = columnText(column, dissection);
  if (text === '') return '';
  const side = Object.hasOwn(sides, column) ? sides[column] : undefined;
  return side === undefined ? columnTextTerm(column, text) : addressTerm(side, text);
}

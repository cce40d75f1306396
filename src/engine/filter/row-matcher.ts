/** Decides for single packets whether a filter lets them through, by decoding them. */
import { ValueSink } from '../decode/value-sink';
import type { CompiledFilter, FilterSource, PacketValues } from './compiled-filter';

/** A test over rows, counted from 0. */
export function rowMatcher(filter: CompiledFilter, source: FilterSource): (row: number) => boolean {
  const sink = new ValueSink(source.index.catalogue, filter.fields);
  const slots = new Map(filter.fields.map((field, slot) => [field, slot]));
  return (row) => {
    sink.reset();
    const dissection = source.walk(row, sink, filter.wantsInfo);
    const values: PacketValues = {
      of: (field) => sink.values[slots.get(field) ?? -1] ?? [],
      column: (name) => source.column(name, dissection),
      malformed: dissection.malformed,
    };
    return filter.matches(values);
  };
}

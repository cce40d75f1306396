/** Decides for single packets whether a filter lets them through, by decoding them. */
import type { CompiledFilter, FilterSource } from './compiled-filter';
import { RowValues } from './row-values';

/** A test over rows, counted from 0. */
export function rowMatcher(filter: CompiledFilter, source: FilterSource): (row: number) => boolean {
  const values = new RowValues(filter, source);
  return (row) => {
    values.moveTo(row);
    return filter.matches(values);
  };
}

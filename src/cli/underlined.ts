/** A filter with the place underlined where it is wrong; of a long one, what stands around the place. */
import type { FilterProblem } from '../engine/view';

/** Characters of the filter that are shown. */
const widest = 100;
/** Characters of them in front of the place. */
const before = 30;

export function underlined(filter: string, { start, end }: FilterProblem): readonly [text: string, marks: string] {
  const from = filter.length <= widest ? 0 : Math.max(0, Math.min(start - before, filter.length - widest));
  const to = Math.min(filter.length, from + widest);
  const left = from > 0 ? '…' : '';
  const shown = filter.slice(from, to).replaceAll(/\p{Cc}/gu, ' ');
  const length = Math.max(1, Math.min(end, to) - start);
  return [
    `${left}${shown}${to < filter.length ? '…' : ''}`,
    ' '.repeat(left.length + start - from) + '^'.repeat(length),
  ];
}

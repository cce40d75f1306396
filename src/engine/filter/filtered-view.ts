/** The packets of a capture that a filter lets through, found a slice at a time. */
import { lowerBound, U32Vector } from '../bytes/vector';
import type { PacketView } from '../view';
import type { CompiledFilter, FilterSource } from './compiled-filter';
import { rowMatcher } from './row-matcher';

/** Rows looked at between two looks at the clock. */
const stride = 64;

export class FilteredView implements PacketView {
  readonly filter: string;
  examined = 0;
  private readonly frames = new U32Vector();
  private readonly matches: (row: number) => boolean;

  constructor(
    filter: CompiledFilter,
    private readonly source: FilterSource,
    private readonly now: () => number,
  ) {
    this.filter = filter.text;
    this.matches = rowMatcher(filter, source);
  }

  get count(): number {
    return this.filter === '' ? this.examined : this.frames.length;
  }

  advance(milliseconds: number): boolean {
    const { table } = this.source.index;
    if (this.filter === '') {
      this.examined = table.count;
      return false;
    }
    const deadline = this.now() + milliseconds;
    do {
      const to = Math.min(this.examined + stride, table.count);
      for (; this.examined < to; this.examined++) if (this.matches(this.examined)) this.frames.push(this.examined + 1);
    } while (this.examined < table.count && this.now() < deadline);
    return this.examined < table.count;
  }

  frameAt(index: number): number {
    return this.filter === '' ? index + 1 : this.frames.get(index);
  }

  indexOf(number: number): number {
    return this.filter === '' ? Math.min(number - 1, this.examined) : lowerBound(this.frames, number);
  }
}

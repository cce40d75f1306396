/** A growing set of rows, as bits: what a filter has let through, of up to hundreds of millions of packets. */

/** Rows of one page, and the words that hold their bits. */
const pageBits = 14;
const pageWords = 1 << (pageBits - 5);

export class RowSet {
  count = 0;
  private readonly pages: Uint32Array[] = [];
  /** Rows in the pages before each page. */
  private readonly before: number[] = [];
  /** Where the last search by index ended: the next one often goes on from there. */
  private lastIndex = -1;
  private lastRow = -1;

  /** Adds a row above all that are in it. */
  push(row: number): void {
    this.reach(row >>> pageBits);
    this.pages[row >>> pageBits][(row >>> 5) & (pageWords - 1)] |= 1 << (row & 31);
    this.count++;
  }

  /** The row that has `index` rows below it in the set. The index must be below `count`. */
  rowAt(index: number): number {
    if (index === this.lastIndex + 1 && this.lastRow >= 0) {
      this.lastRow = this.next(this.lastRow + 1);
      this.lastIndex = index;
      return this.lastRow;
    }
    const page = this.pageOf(index);
    const words = this.pages[page];
    let left = index - this.before[page];
    let word = 0;
    for (let bits = ones(words[word]); left >= bits; bits = ones(words[word])) {
      left -= bits;
      word++;
    }
    let rest = words[word];
    for (; left > 0; left--) rest &= rest - 1;
    this.lastIndex = index;
    this.lastRow = (page << pageBits) + (word << 5) + (31 - Math.clz32(rest & -rest));
    return this.lastRow;
  }

  /** How many rows of the set are below `row`. */
  countBelow(row: number): number {
    const page = row >>> pageBits;
    if (page >= this.pages.length) return this.count;
    const words = this.pages[page];
    const last = (row >>> 5) & (pageWords - 1);
    let sum = this.before[page];
    for (let word = 0; word < last; word++) sum += ones(words[word]);
    return sum + ones(words[last] & ((1 << (row & 31)) - 1));
  }

  private reach(page: number): void {
    while (this.pages.length <= page) {
      this.pages.push(new Uint32Array(pageWords));
      this.before.push(this.count);
    }
  }

  /** The first row of the set that is not below `row`; there must be one. */
  private next(row: number): number {
    let word = row >>> 5;
    const perPage = pageBits - 5;
    let bits = this.pages[word >>> perPage][word & (pageWords - 1)] & (-1 << (row & 31));
    while (bits === 0) {
      word++;
      bits = this.pages[word >>> perPage][word & (pageWords - 1)];
    }
    return (word << 5) + (31 - Math.clz32(bits & -bits));
  }

  /** The page that holds the row of an index. */
  private pageOf(index: number): number {
    let low = 0;
    let high = this.pages.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.before[middle] <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Number of bits that are set. */
function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

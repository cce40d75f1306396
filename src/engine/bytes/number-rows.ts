/** Rows of signed 32-bit numbers, so many words each, in pages that never move: a row lies in one place of memory. */

const pageBits = 10;
const pageMask = (1 << pageBits) - 1;

export class NumberRows {
  length = 0;
  private readonly pages: Int32Array[] = [];

  /** `words` is the number of words of a row. */
  constructor(private readonly words: number) {}

  /** Appends a row of zeros and gives its index. */
  add(): number {
    const row = this.length++;
    if ((row & pageMask) === 0) this.pages.push(new Int32Array(this.words << pageBits));
    return row;
  }

  get(row: number, word: number): number {
    return this.pages[row >>> pageBits][(row & pageMask) * this.words + word];
  }

  set(row: number, word: number, value: number): void {
    this.pages[row >>> pageBits][(row & pageMask) * this.words + word] = value;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.pages.length * (this.words << pageBits) * 4;
  }
}

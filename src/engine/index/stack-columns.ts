/** Pairs of a protocol stack and a text of the Protocol column, interned as 16-bit numbers. */
import type { Stacks } from './stacks';

/** Stands for a pair beyond the 65,535 that fit: decode the packet. */
export const manyStacks = 0xffff;

export class StackColumns {
  readonly stacks: number[] = [];
  readonly columns: string[] = [];
  private readonly numbers = new Map<number, Map<string, number>>();
  /** Per stack, what it was last paired with. */
  private readonly lastColumn: string[] = [];
  private readonly lastNumber: number[] = [];

  constructor(private readonly table: Stacks) {}

  get count(): number {
    return this.stacks.length;
  }

  numberOf(stack: number, column: string): number {
    if (this.lastColumn[stack] === column) return this.lastNumber[stack];
    let columns = this.numbers.get(stack);
    if (columns === undefined) {
      columns = new Map();
      this.numbers.set(stack, columns);
    }
    let number = columns.get(column);
    if (number === undefined) {
      if (this.stacks.length >= manyStacks) return manyStacks;
      number = this.stacks.length;
      this.stacks.push(stack);
      this.columns.push(column);
      columns.set(column, number);
    }
    while (this.lastColumn.length <= stack) {
      this.lastColumn.push('');
      this.lastNumber.push(0);
    }
    this.lastColumn[stack] = column;
    this.lastNumber[stack] = number;
    return number;
  }

  /** The value of `frame.protocols` for a pair. */
  protocolsOf(number: number): string {
    return this.table.name(this.stacks[number]);
  }
}

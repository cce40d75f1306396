/** What packets have in common, interned as 16-bit numbers: a stack of protocols, a text of the Protocol column, and traits. */
import type { Stacks } from './stacks';

/** Stands for a combination beyond the 65,535 that fit: decode the packet. */
export const manyStacks = 0xffff;

export class StackColumns {
  readonly stacks: number[] = [];
  readonly columns: string[] = [];
  /** Values that layers told packets apart by: `id=value`, one a line. */
  readonly traits: string[] = [];
  /** By stack, column and traits. */
  private readonly numbers = new Map<number, Map<string, Map<string, number>>>();
  /** Per stack, what it was last combined with. */
  private readonly lastColumn: string[] = [];
  private readonly lastTraits: string[] = [];
  private readonly lastNumber: number[] = [];

  constructor(private readonly table: Stacks) {}

  get count(): number {
    return this.stacks.length;
  }

  numberOf(stack: number, column: string, traits: string): number {
    if (this.lastColumn[stack] === column && this.lastTraits[stack] === traits) return this.lastNumber[stack];
    let columns = this.numbers.get(stack);
    if (columns === undefined) {
      columns = new Map();
      this.numbers.set(stack, columns);
    }
    let byTraits = columns.get(column);
    if (byTraits === undefined) {
      byTraits = new Map();
      columns.set(column, byTraits);
    }
    let number = byTraits.get(traits);
    if (number === undefined) {
      if (this.stacks.length >= manyStacks) return manyStacks;
      number = this.stacks.length;
      this.stacks.push(stack);
      this.columns.push(column);
      this.traits.push(traits);
      byTraits.set(traits, number);
    }
    while (this.lastColumn.length <= stack) {
      this.lastColumn.push('');
      this.lastTraits.push('');
      this.lastNumber.push(0);
    }
    this.lastColumn[stack] = column;
    this.lastTraits[stack] = traits;
    this.lastNumber[stack] = number;
    return number;
  }

  /** The values that a combination has under the name of a field, in the order of the layers that said them. */
  traitsOf(number: number, name: string): readonly string[] {
    const traits = this.traits[number];
    if (traits === '') return [];
    return traits.split('\n').flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []));
  }

  /** The value of `frame.protocols` for a combination. */
  protocolsOf(number: number): string {
    return this.table.name(this.stacks[number]);
  }
}

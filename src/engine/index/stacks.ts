/** Stacks of protocols (`eth:ethertype:ip:tcp`) interned as numbers: a tree of steps, one a layer. */
import type { Catalogue } from '../declare/catalogue';
import type { StackMark, StackTable } from '../declare/dissection';
import type { Protocol } from '../declare/protocol';

/** Marks take the place of a protocol's number: below -1, which stands for none. */
const markNumbers: Readonly<Record<StackMark, number>> = { segments: -2, quote: -3 };
/** Stands below a protocol that is left out of names. */
const unnamedNumber = -4;

export class Stacks implements StackTable {
  private readonly parents: number[] = [-1];
  private readonly tops: number[] = [-1];
  /** Per stack: the stacks above it by protocol index. */
  private readonly steps: Map<number, number>[] = [new Map()];
  /**
   * The last two steps taken from each stack, the latest first: protocol and stack of each, four numbers a stack. Packets repeat
   * themselves, and the two versions of IP or the two transports take turns.
   */
  private recent = new Int32Array(256).fill(-1);
  private readonly names: (string | undefined)[] = [''];

  constructor(private readonly catalogue: Catalogue) {}

  get count(): number {
    return this.parents.length;
  }

  push(stack: number, protocol: Protocol): number {
    const at = stack * 4;
    const { recent } = this;
    const { index } = protocol;
    if (recent[at] === index) return recent[at + 1];
    const next = recent[at + 2] === index ? recent[at + 3] : this.step(stack, index);
    // The table may have grown since.
    this.recent[at + 2] = this.recent[at];
    this.recent[at + 3] = this.recent[at + 1];
    this.recent[at] = index;
    this.recent[at + 1] = next;
    return next;
  }

  private step(stack: number, protocol: number): number {
    let next = this.steps[stack].get(protocol);
    if (next === undefined) {
      next = this.parents.length;
      this.parents.push(stack);
      this.tops.push(protocol);
      this.steps.push(new Map());
      this.names.push(undefined);
      this.steps[stack].set(protocol, next);
      if (next * 4 >= this.recent.length) this.recent = grown(this.recent);
    }
    return next;
  }

  mark(stack: number, mark: StackMark): number {
    return this.step(stack, markNumbers[mark]);
  }

  unnamed(stack: number): number {
    return this.step(stack, unnamedNumber);
  }

  /** What stands in the tree of a packet with this stack, from the outermost: protocols and marks. */
  entries(stack: number): readonly (Protocol | StackMark)[] {
    const list: (Protocol | StackMark)[] = [];
    for (let at = stack; at > 0; at = this.parents[at]) {
      const top = this.tops[at];
      if (top === unnamedNumber) continue;
      list.push(top >= 0 ? this.catalogue.protocols[top] : top === markNumbers.segments ? 'segments' : 'quote');
    }
    return list.reverse();
  }

  /** The protocols of a stack from the outermost. */
  protocols(stack: number): readonly Protocol[] {
    const list: Protocol[] = [];
    for (let at = stack; at > 0; at = this.parents[at])
      if (this.tops[at] >= 0) list.push(this.catalogue.protocols[this.tops[at]]);
    return list.reverse();
  }

  /** Ids joined with colons, without the frame: the value of `frame.protocols`. */
  name(stack: number): string {
    this.names[stack] ??= this.spell(stack);
    return this.names[stack]!;
  }

  private spell(stack: number): string {
    const ids: string[] = [];
    for (let at = stack; at > 0; at = this.parents[at]) {
      const top = this.tops[at];
      if (top < 0 || this.tops[this.parents[at]] === unnamedNumber) continue;
      const { id } = this.catalogue.protocols[top];
      if (id !== 'frame') ids.push(id);
    }
    return ids.reverse().join(':');
  }
}

function grown(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2).fill(-1);
  larger.set(numbers);
  return larger;
}

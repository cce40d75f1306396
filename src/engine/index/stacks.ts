/** Stacks of protocols (`eth:ethertype:ip:tcp`) interned as numbers: a tree of steps, one a layer. */
import type { Catalogue } from '../declare/catalogue';
import type { StackTable } from '../declare/dissection';
import type { Protocol } from '../declare/protocol';

export class Stacks implements StackTable {
  private readonly parents: number[] = [-1];
  private readonly tops: number[] = [-1];
  /** Per stack: the stacks above it by protocol index. */
  private readonly steps: Map<number, number>[] = [new Map()];
  /** The last step taken from each stack: packets repeat themselves. */
  private readonly lastProtocol: number[] = [-1];
  private readonly lastStep: number[] = [0];
  private readonly names: (string | undefined)[] = [''];

  constructor(private readonly catalogue: Catalogue) {}

  get count(): number {
    return this.parents.length;
  }

  push(stack: number, protocol: Protocol): number {
    if (this.lastProtocol[stack] === protocol.index) return this.lastStep[stack];
    let next = this.steps[stack].get(protocol.index);
    if (next === undefined) {
      next = this.parents.length;
      this.parents.push(stack);
      this.tops.push(protocol.index);
      this.steps.push(new Map());
      this.lastProtocol.push(-1);
      this.lastStep.push(0);
      this.names.push(undefined);
      this.steps[stack].set(protocol.index, next);
    }
    this.lastProtocol[stack] = protocol.index;
    this.lastStep[stack] = next;
    return next;
  }

  /** The protocols of a stack from the outermost. */
  protocols(stack: number): readonly Protocol[] {
    const list: Protocol[] = [];
    for (let at = stack; at > 0; at = this.parents[at]) list.push(this.catalogue.protocols[this.tops[at]]);
    return list.reverse();
  }

  /** Ids joined with colons, without the frame: the value of `frame.protocols`. */
  name(stack: number): string {
    this.names[stack] ??= this.protocols(stack)
      .filter((protocol) => protocol.id !== 'frame')
      .map((protocol) => protocol.id)
      .join(':');
    return this.names[stack]!;
  }
}

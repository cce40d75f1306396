/** Counts in a tree with rates, averages and bursts, as Wireshark's statistics trees do. */

/** Bursts are counted in windows of so many milliseconds, in steps of so many: Wireshark's defaults. */
const burstWindow = 100;
const burstStep = 5;

interface Bucket {
  readonly number: number;
  /** Milliseconds since the capture's first packet. */
  start: number;
  count: number;
}

/** How a node's values are written: whole numbers, or numbers with six decimals. */
export type ValueKind = 'whole' | 'real';

interface Values {
  readonly kind: ValueKind;
  sum: number;
  least: number;
  most: number;
}

class Node {
  count = 0;
  readonly children = new Map<string, Node>();
  maximumBurst = 0;
  burstStart = 0;
  values: Values | undefined;
  private burst = 0;
  /** The window's steps in which something came; the first one stands for the capture's beginning. */
  private readonly buckets: Bucket[] = [{ number: 0, start: 0, count: 0 }];

  constructor(readonly name: string) {}

  add(value: number, kind: ValueKind): void {
    this.values ??= { kind, sum: 0, least: value, most: value };
    this.values.sum += value;
    this.values.least = Math.min(this.values.least, value);
    this.values.most = Math.max(this.values.most, value);
  }

  tick(now: number): void {
    this.count++;
    const number = Math.floor(now / burstStep);
    const last = this.buckets[this.buckets.length - 1];
    if (number > last.number) {
      this.buckets.push({ number, start: now, count: 1 });
      this.burst++;
      while (number >= this.buckets[0].number + burstWindow / burstStep) this.burst -= this.buckets.shift()!.count;
    } else if (!this.tickEarlier(number, now)) return;
    if (this.burst <= this.maximumBurst) return;
    this.maximumBurst = this.burst;
    this.burstStart = this.buckets[0].start;
  }

  /** A packet of a step that is not new; false when it is too old to count. */
  private tickEarlier(number: number, now: number): boolean {
    const last = this.buckets[this.buckets.length - 1];
    if (number < this.buckets[0].number && number + burstWindow / burstStep <= last.number) return false;
    const at = this.buckets.findIndex((bucket) => bucket.number >= number);
    if (this.buckets[at].number === number) {
      this.buckets[at].count++;
      this.buckets[at].start = Math.min(this.buckets[at].start, now);
    } else this.buckets.splice(at, 0, { number, start: now, count: 1 });
    this.burst++;
    return true;
  }
}

/** What a node tells. Texts are rounded as Wireshark rounds them; what there is nothing to say of is left out. */
export interface CountedNode {
  readonly name: string;
  readonly count: number;
  readonly average?: { readonly mean: string; readonly least: string; readonly most: string };
  /** Per millisecond, of the time from the tree's first packet to its last. */
  readonly rate?: string;
  /** Of the node above; a root has all. */
  readonly percent?: string;
  /** The most in 100 milliseconds: per millisecond, and the seconds from the capture's first packet to the window's. */
  readonly burst?: { readonly rate: string; readonly start: string };
  /** In the order in which they were first counted or declared. */
  readonly children: readonly CountedNode[];
}

export class StatisticsTree {
  private readonly roots = new Node('');
  /** Milliseconds since the capture's first packet, of the first and of the last packet that was counted. */
  private first = -1;
  private last = 0;

  constructor(readonly title: string) {}

  /** A packet of the protocol is looked at. */
  at(milliseconds: number): void {
    if (this.first < 0) this.first = milliseconds;
    this.last = milliseconds;
  }

  /** Makes sure that a node is there, even if nothing is ever counted at it. A path begins with a root. */
  declare(...path: readonly string[]): void {
    this.nodeAt(path);
  }

  tick(...path: readonly string[]): void {
    this.nodeAt(path).tick(this.last);
  }

  /** Counts one, and a value of which the average, the least and the most are told. */
  add(value: number, kind: ValueKind, ...path: readonly string[]): void {
    const node = this.nodeAt(path);
    node.tick(this.last);
    node.add(value, kind);
  }

  counted(): readonly CountedNode[] {
    return [...this.roots.children.values()].map((root) => this.countedNode(root, undefined));
  }

  private nodeAt(path: readonly string[]): Node {
    let node = this.roots;
    for (const name of path) {
      let child = node.children.get(name);
      if (child === undefined) {
        child = new Node(name);
        node.children.set(name, child);
      }
      node = child;
    }
    return node;
  }

  private countedNode(node: Node, parent: Node | undefined): CountedNode {
    const { name, count, values, maximumBurst, burstStart } = node;
    const elapsed = this.last - Math.max(0, this.first);
    return {
      name,
      count,
      ...(values === undefined ? {} : { average: averageOf(values, count) }),
      ...(elapsed !== 0 ? { rate: (count / elapsed).toFixed(4) } : {}),
      ...percentOf(node, parent),
      ...(maximumBurst > 0
        ? { burst: { rate: (maximumBurst / burstWindow).toFixed(4), start: (burstStart / 1000).toFixed(3) } }
        : {}),
      children: [...node.children.values()].map((child) => this.countedNode(child, node)),
    };
  }
}

function averageOf({ kind, sum, least, most }: Values, count: number): CountedNode['average'] {
  // Wireshark keeps numbers with decimals in 32 bits.
  const text = (value: number): string => (kind === 'whole' ? String(value) : Math.fround(value).toFixed(6));
  return { mean: (sum / count).toFixed(2), least: text(least), most: text(most) };
}

function percentOf({ count }: Node, parent: Node | undefined): { readonly percent?: string } {
  if (parent === undefined) return { percent: '100' };
  return parent.count === 0 ? {} : { percent: ((count * 100) / parent.count).toFixed(2) };
}

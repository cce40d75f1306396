/** Counts in a tree with rates and bursts, printed as tshark prints its statistics trees. */
import { visible } from '../engine/bytes/visible';
import { print } from './output';

/** Bursts are counted in windows of so many milliseconds, in steps of so many: Wireshark's defaults. */
const burstWindow = 100;
const burstStep = 5;
const columnWidth = 14;
const lastColumnWidth = 13;
const columns = ['Count', 'Average', 'Min Val', 'Max Val', 'Rate (ms)', 'Percent', 'Burst Rate', 'Burst Start'];

interface Bucket {
  readonly number: number;
  /** Milliseconds since the capture's first packet. */
  start: number;
  count: number;
}

class Node {
  count = 0;
  readonly children = new Map<string, Node>();
  maximumBurst = 0;
  burstStart = 0;
  private burst = 0;
  /** The window's steps in which something came; the first one stands for the capture's beginning. */
  private readonly buckets: Bucket[] = [{ number: 0, start: 0, count: 0 }];

  constructor(readonly name: string) {}

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

export class StatisticsTree {
  private readonly roots: Node[];
  /** Milliseconds since the capture's first packet, of the first and of the last packet that was counted. */
  private first = -1;
  private last = 0;

  constructor(
    private readonly title: string,
    root: string,
  ) {
    this.roots = [new Node(root)];
  }

  /** A packet of the protocol is looked at. */
  at(milliseconds: number): void {
    if (this.first < 0) this.first = milliseconds;
    this.last = milliseconds;
  }

  /** Makes sure that a node is there, even if nothing is ever counted below it. */
  declare(...path: readonly string[]): void {
    this.nodeAt(path);
  }

  /** Counts one at a node below the root; the root's path is empty. */
  tick(...path: readonly string[]): void {
    this.nodeAt(path).tick(this.last);
  }

  private nodeAt(path: readonly string[]): Node {
    let node = this.roots[0];
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

  print(): void {
    const lines: { readonly name: string; readonly node: Node; readonly parent?: Node }[] = [];
    const visit = (node: Node, depth: number, parent?: Node): void => {
      lines.push({ name: ' '.repeat(depth) + visible(node.name), node, ...(parent === undefined ? {} : { parent }) });
      for (const child of ordered(node)) visit(child, depth + 1, node);
    };
    for (const root of this.roots) visit(root, 0);
    const nameWidth = Math.max('Topic / Item'.length, ...lines.map(({ name }) => name.length)) + 2;
    const width = nameWidth + columnWidth * (columns.length - 1) + lastColumnWidth;
    print(`\n${'='.repeat(width)}\n${this.title}:\n${row('Topic / Item', nameWidth, columns)}\n${'-'.repeat(width)}\n`);
    for (const { name, node, parent } of lines) print(`${row(name, nameWidth, this.cells(node, parent))}\n`);
    print(`\n${'-'.repeat(width)}\n`);
  }

  private cells(node: Node, parent: Node | undefined): string[] {
    const { count, maximumBurst, burstStart } = node;
    const elapsed = this.last - Math.max(0, this.first);
    return [
      String(count),
      '',
      '',
      '',
      elapsed > 0 ? (count / elapsed).toFixed(4) : '',
      parent === undefined ? '100%' : parent.count === 0 ? '' : `${((count * 100) / parent.count).toFixed(2)}%`,
      maximumBurst > 0 ? (maximumBurst / burstWindow).toFixed(4) : '-',
      maximumBurst > 0 ? (burstStart / 1000).toFixed(3) : '-',
    ];
  }
}

/** The most counted first, equal ones from Z to A. */
function ordered(node: Node): Node[] {
  return [...node.children.values()].sort(
    (one, other) => other.count - one.count || (one.name < other.name ? 1 : one.name > other.name ? -1 : 0),
  );
}

function row(name: string, nameWidth: number, cells: readonly string[]): string {
  const padded = cells.map((cell, index) => cell.padEnd(index === cells.length - 1 ? lastColumnWidth : columnWidth));
  return name.padEnd(nameWidth) + padded.join('');
}

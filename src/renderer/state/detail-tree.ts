/** The lines of a packet's detail as a tree: which lie inside which, and which are in view. */
import type { WindowDetail } from '../../shared/packed-detail';
import type { DetailNode } from '../../shared/view';

export interface DetailTree {
  /** Indices of the lines directly inside a line, by its index; those at the top under -1. */
  readonly children: ReadonlyMap<number, readonly number[]>;
  /** What a line is called from packet to packet: its path of field names. */
  readonly keys: readonly string[];
  readonly depths: readonly number[];
}

const built = new WeakMap<WindowDetail, DetailTree>();

/** The tree of a detail. Built once. */
export function treeOf(detail: WindowDetail): DetailTree {
  const known = built.get(detail);
  if (known) return known;
  const tree = build(detail.nodes);
  built.set(detail, tree);
  return tree;
}

function build(nodes: readonly DetailNode[]): DetailTree {
  const children = new Map<number, number[]>();
  const keys: string[] = [];
  const depths: number[] = [];
  nodes.forEach((node, index) => {
    const { parent } = node;
    keys.push(`${parent < 0 ? '' : keys[parent]}/${node.field || node.text.replace(/[\d.:]+.*$/, '')}`);
    depths.push(parent < 0 ? 0 : depths[parent] + 1);
    if (node.hidden) return;
    const siblings = children.get(parent);
    if (siblings) siblings.push(index);
    else children.set(parent, [index]);
  });
  return { children, keys, depths };
}

/** Indices of the lines to draw, in order: those whose every ancestor is open. */
export function visibleLines(tree: DetailTree, expanded: ReadonlySet<string>): number[] {
  const lines: number[] = [];
  const stack = [...(tree.children.get(-1) ?? [])].reverse();
  while (stack.length > 0) {
    const index = stack.pop() as number;
    lines.push(index);
    const inside = tree.children.get(index);
    if (inside && expanded.has(tree.keys[index]))
      for (let place = inside.length - 1; place >= 0; place--) stack.push(inside[place]);
  }
  return lines;
}

/** Keys of all ancestors of a line. */
export function ancestorKeys(detail: WindowDetail, index: number): string[] {
  const { keys } = treeOf(detail);
  const found: string[] = [];
  for (let at = detail.nodes[index].parent; at >= 0; at = detail.nodes[at].parent) found.push(keys[at]);
  return found;
}

/** The top-level line that a line lies in. */
export function layerOf(detail: WindowDetail, index: number): number {
  let at = index;
  while (detail.nodes[at].parent >= 0) at = detail.nodes[at].parent;
  return at;
}

/** The smallest line whose bytes in `buffer` hold the byte at `offset`; the deepest of equals. -1 when there is none. */
export function lineAtByte(detail: WindowDetail, buffer: number, offset: number): number {
  let found = -1;
  detail.nodes.forEach((node, index) => {
    if (node.hidden || node.buffer !== buffer || node.length === 0) return;
    if (offset < node.at || offset >= node.at + node.length) return;
    if (found < 0 || node.length <= detail.nodes[found].length) found = index;
  });
  return found;
}

/** `-z io,phs`: the protocol hierarchy, as tshark lays it out. */
import type { HierarchyNode } from '../engine/statistics/protocol-hierarchy';
import { print } from './output';

const ruler = '='.repeat(67);

export function printHierarchy(root: HierarchyNode, filter: string): void {
  print(`\n${ruler}\nProtocol Hierarchy Statistics\nFilter: ${filter}\n\n`);
  printChildren(root, 0);
  print(`${ruler}\n`);
}

/** Levels beyond this are marked with dots instead of being indented. */
const deepest = 16;
/** Longer names are cut, as tshark cuts them. */
const nameWidth = 79;

function printChildren(node: HierarchyNode, depth: number): void {
  for (const child of node.children) {
    const indent = depth <= deepest ? '  '.repeat(depth) : `${'  '.repeat(deepest)}...`;
    const name = (indent + child.name).slice(0, nameWidth).padEnd(40);
    print(`${name} frames:${child.packets} bytes:${child.bytes}\n`);
    printChildren(child, depth + 1);
  }
}

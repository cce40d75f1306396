/** `-z io,phs`: the protocol hierarchy, as tshark lays it out. */
import type { HierarchyNode } from '../engine/statistics/protocol-hierarchy';
import { print } from './output';

const ruler = '='.repeat(67);

export function printHierarchy(root: HierarchyNode, filter: string): void {
  print(`\n${ruler}\nProtocol Hierarchy Statistics\nFilter: ${filter}\n\n`);
  printChildren(root, 0);
  print(`${ruler}\n`);
}

function printChildren(node: HierarchyNode, depth: number): void {
  for (const child of node.children) {
    const indent = ' '.repeat(depth * 2);
    print(
      `${indent}${child.protocol.id.padEnd(Math.max(40 - indent.length, 0))} frames:${child.packets} bytes:${child.bytes}\n`,
    );
    printChildren(child, depth + 1);
  }
}

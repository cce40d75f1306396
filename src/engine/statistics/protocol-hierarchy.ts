/** Protocol hierarchy: how many packets and bytes each stack of protocols has. */
import type { Protocol } from '../declare/protocol';
import { chunkLength, type PacketTable } from '../index/packet-table';
import type { StackColumns } from '../index/stack-columns';
import type { Stacks } from '../index/stacks';

export interface HierarchyNode {
  readonly protocol: Protocol;
  packets: number;
  /** Bytes of these packets on the wire, headers of every layer included. */
  bytes: number;
  readonly children: HierarchyNode[];
}

/** Counts all rows, or those a predicate lets through. Children stand in order of first appearance. */
export function protocolHierarchy(
  table: PacketTable,
  columns: StackColumns,
  stacks: Stacks,
  includes?: (row: number) => boolean,
): HierarchyNode {
  const packets = new Float64Array(columns.count);
  const bytes = new Float64Array(columns.count);
  const order: number[] = [];
  for (let row = 0; row < table.count; row++) {
    if (includes !== undefined && !includes(row)) continue;
    const chunk = table.chunkOf(row);
    const at = row & (chunkLength - 1);
    const number = chunk.stack[at];
    if (packets[number] === 0) order.push(number);
    packets[number]++;
    bytes[number] += chunk.original[at];
  }
  const [first] = order;
  const root: HierarchyNode = {
    protocol: first === undefined ? (undefined as never) : stacks.protocols(columns.stacks[first])[0],
    packets: 0,
    bytes: 0,
    children: [],
  };
  for (const number of order) add(root, stacks.protocols(columns.stacks[number]), packets[number], bytes[number]);
  return root;
}

function add(root: HierarchyNode, protocols: readonly Protocol[], packets: number, bytes: number): void {
  let node = root;
  node.packets += packets;
  node.bytes += bytes;
  for (const protocol of protocols.slice(1)) {
    if (protocol.pseudo) continue;
    let child = node.children.find((candidate) => candidate.protocol === protocol);
    if (child === undefined) {
      child = { protocol, packets: 0, bytes: 0, children: [] };
      node.children.push(child);
    }
    child.packets += packets;
    child.bytes += bytes;
    node = child;
  }
}

/** Protocol hierarchy: how many packets and bytes each stack of protocols has, as the layers stand in a packet's tree. */
import type { StackMark } from '../declare/dissection';
import type { Protocol } from '../declare/protocol';
import { chunkLength, type PacketTable, packetBit } from '../index/packet-table';
import { manyStacks, type StackColumns } from '../index/stack-columns';
import type { Stacks } from '../index/stacks';

export interface HierarchyNode {
  /** Filter name of a protocol, or of what Wireshark shows beside protocols: `tcp.segments`, `_ws.malformed`. */
  readonly name: string;
  packets: number;
  /** Bytes of these packets on the wire, headers of every layer included. */
  bytes: number;
  readonly children: HierarchyNode[];
}

/** What a packet's flags add to its stack. */
const shownFlags = packetBit.commented | packetBit.truncated | packetBit.malformed;

/** Packets with one stack, and with the same of these flags. */
interface Group {
  readonly stack: number;
  readonly flags: number;
  packets: number;
  bytes: number;
}

/**
 * Counts all rows, or those a predicate lets through. Children stand in order of first appearance. `stackOf` finds out a row's stack
 * where the table does not hold it.
 */
export function protocolHierarchy(
  table: PacketTable,
  columns: StackColumns,
  stacks: Stacks,
  stackOf: (row: number) => number,
  includes?: (row: number) => boolean,
): HierarchyNode {
  // By number of the stack and flags: where the group stands in `groups`, plus 1.
  const places = new Uint32Array((columns.count + 1) * (shownFlags + 1));
  const groups: Group[] = [];
  // Packets beyond the combinations that have a number, by stack and flags.
  const others = new Map<number, number>();
  for (let row = 0; row < table.count; row++) {
    if (includes !== undefined && !includes(row)) continue;
    const chunk = table.chunkOf(row);
    const at = row & (chunkLength - 1);
    const flags = chunk.flags[at] & shownFlags;
    const number = chunk.stack[at];
    const isNumbered = number !== manyStacks;
    const stack = isNumbered ? columns.stacks[number] : stackOf(row);
    const key = (isNumbered ? number : stack) * (shownFlags + 1) + flags;
    let place = isNumbered ? places[key] : (others.get(key) ?? 0);
    if (place === 0) {
      place = groups.push({ stack, flags, packets: 0, bytes: 0 });
      if (isNumbered) places[key] = place;
      else others.set(key, place);
    }
    const group = groups[place - 1];
    group.packets++;
    group.bytes += chunk.original[at];
  }
  const root: HierarchyNode = { name: 'frame', packets: 0, bytes: 0, children: [] };
  for (const group of groups) add(root, namesOf(stacks.entries(group.stack), group.flags), group);
  return root;
}

function add(root: HierarchyNode, names: readonly string[], { packets, bytes }: Group): void {
  let node = root;
  node.packets += packets;
  node.bytes += bytes;
  for (const name of names) {
    let child = node.children.find((candidate) => candidate.name === name);
    if (child === undefined) {
      child = { name, packets: 0, bytes: 0, children: [] };
      node.children.push(child);
    }
    child.packets += packets;
    child.bytes += bytes;
    node = child;
  }
}

const upgrades: ReadonlySet<string> = new Set(['http2', 'websocket']);

/** The entries of a packet's tree beside the frame's own. */
function namesOf(entries: readonly (Protocol | StackMark)[], flags: number): readonly string[] {
  const names: string[] = [];
  if (flags & packetBit.commented) names.push('pkt_comment');
  let quoted = false;
  let before = '';
  for (const entry of entries) {
    if (entry === 'segments') names.push('tcp.segments');
    else if (entry === 'quote') quoted = true;
    else {
      // HTTP shows no line of its own in packets of a connection that it has handed over.
      if (before === 'http' && upgrades.has(entry.id)) names.pop();
      if (standsBesideLayers(entry, quoted, before)) names.push(entry.id);
      before = entry.id;
    }
  }
  if (flags & packetBit.truncated) names.push('_ws.short');
  if (flags & packetBit.malformed) names.push('_ws.malformed');
  return names;
}

/** Whether a protocol has a line of its own in the tree, and not one inside that of the layer before it. */
function standsBesideLayers({ id, pseudo, embedded, layerClass }: Protocol, quoted: boolean, before: string): boolean {
  if (id === 'frame' || pseudo || embedded) return false;
  // ICMP shows what it quotes inside itself, but for the application's data, and so the bytes of a ping.
  if (quoted && (layerClass === 'internet' || layerClass === 'transport')) return false;
  return !(id === 'data' && (before === 'icmp' || before === 'icmpv6'));
}

/** The display filter for the conversation that a packet belongs to, at one of its layers. */
import type { DetailNode, PacketDetail } from '../view';

const pairs = {
  ethernet: [{ address: 'eth.addr', source: 'eth.src', destination: 'eth.dst' }],
  ip: [
    { address: 'ip.addr', source: 'ip.src', destination: 'ip.dst' },
    { address: 'ipv6.addr', source: 'ipv6.src', destination: 'ipv6.dst' },
  ],
} as const;

/** Empty when the packet has no such layer. Inner layers win, as in the columns. */
export function conversationFilterOf(detail: PacketDetail, layer: 'ethernet' | 'ip' | 'tcp' | 'udp'): string {
  const last = (field: string): DetailNode | undefined => detail.nodes.findLast((node) => node.field === field);
  if (layer === 'ethernet' || layer === 'ip') {
    for (const { address, source, destination } of [...pairs[layer]].sort(
      (a, b) => placeOf(detail, b.source) - placeOf(detail, a.source),
    )) {
      const from = last(source);
      const to = last(destination);
      if (from !== undefined && to !== undefined)
        return `${address} == ${from.filterValue} && ${address} == ${to.filterValue}`;
    }
    return '';
  }
  const stream = last(`${layer}.stream`);
  return stream === undefined ? '' : `${layer}.stream == ${stream.filterValue}`;
}

const placeOf = (detail: PacketDetail, field: string): number =>
  detail.nodes.findLastIndex((node) => node.field === field);

/** The display filter that lets one conversation through. */
import type { Conversation, ConversationLayer } from '../../shared/conversation-contract';

/** By the stream's number where there is one; otherwise by both ends. */
export function conversationTerm(layer: ConversationLayer, { first, second, stream }: Conversation): string {
  if ((layer === 'tcp' || layer === 'udp') && stream >= 0) return `${layer}.stream == ${stream}`;
  return [first, second].map(({ address, port }) => endTerm(layer, address, port)).join(' && ');
}

/** The display filter for one end at a layer; `port` is -1 where the layer has none. */
export function endTerm(layer: ConversationLayer, address: string, port: number): string {
  if (layer === 'eth' || layer === 'wlan') return `${layer}.addr == ${address}`;
  const term = `${address.includes(':') ? 'ipv6' : 'ip'}.addr == ${address}`;
  return port < 0 ? term : `${term} && ${layer}.port == ${port}`;
}

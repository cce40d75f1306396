/** Writes an endpoint of a conversation: address and port. */
import { hexText, ipv4TextAt, ipv6Text } from '../bytes/address';
import type { Conversations } from '../index/conversations';

/** The address alone. */
export function addressText(conversations: Conversations, conversation: number, second: boolean): string {
  const address = conversations.addressOf(conversation, second);
  if (address.length === 4) return ipv4TextAt(address, 0);
  return address.length === 16 ? ipv6Text(address) : hexText(address, ':');
}

/** `10.0.0.1:80`, `[2001:db8::1]:80`. */
export function endpointText(conversations: Conversations, conversation: number, second: boolean): string {
  const address = addressText(conversations, conversation, second);
  const port = conversations.portOf(conversation, second);
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

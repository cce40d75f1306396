/** What a TCP segment's header says in words and numbers. RFC 9293 section 3.1. */
import type { TcpFacts } from '../../../declare/dissection';
import type { Layer } from '../../../declare/layer';
import { tcpFlag } from '../../../declare/tcp-analysis';

/** What was found out about the segment of this layer. */
export const factsOf = ({ dissection }: Layer): TcpFacts =>
  dissection.quoting === 0 ? dissection.tcp : dissection.quotedTcp;

/** Whether an ICMP error for IPv4 quotes the segment: often only its first eight bytes are there. */
export const quotedByIcmp = ({ parent }: Layer): boolean =>
  parent?.protocol.id === 'ip' && parent.parent?.protocol.id === 'icmp';

const names = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'AE', 'Reserved', 'Reserved', 'Reserved'];

/** The flags that are set: `SYN, ACK`. */
export function flagNames(flags: number): string {
  const set = names.slice(0, 9).filter((_, bit) => (flags & (1 << bit)) !== 0);
  if ((flags & 0xe00) !== 0) set.push('Reserved');
  return set.length === 0 ? '<None>' : set.join(', ');
}

const letters = 'FSRPAUECARRR';

/** The twelve flags as letters, highest bit first, dots where they are not set. */
export function flagLetters(flags: number): string {
  let text = '';
  for (let bit = 11; bit >= 0; bit--) text += (flags & (1 << bit)) === 0 ? '·' : letters[bit];
  return text;
}

/** The window in bytes. That of a SYN is never scaled. RFC 7323 section 2.2. */
export function scaledWindow(layer: Layer): number {
  const window = layer.u16(14);
  const { windowShift, hasLength } = factsOf(layer);
  if (!hasLength || windowShift < 0 || (layer.u8(13) & tcpFlag.syn) !== 0) return window;
  return window * 2 ** windowShift;
}

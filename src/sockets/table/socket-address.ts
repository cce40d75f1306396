/** Addresses as /proc/net writes them: words of four bytes in the machine's byte order. */
import { endianness } from 'node:os';
import { ipv4TextAt, ipv6Text } from '../../engine/bytes/address';
import type { SocketAddress } from '../../shared/sockets';
import { addressDigits, hexadecimal } from './socket-lines';

const littleEndian = endianness() === 'LE';

/** The `ADDRESS:PORT` of hexadecimal digits at `at`. */
export function socketAddress(text: Uint8Array, at: number, digits: number): SocketAddress {
  const bytes = new Uint8Array(digits / 2);
  for (let i = 0; i < bytes.length; i++) {
    const place = littleEndian ? (i & ~3) + 3 - (i & 3) : i;
    bytes[place] = hexadecimal(text, at + 2 * i, 2);
  }
  return {
    address: digits === addressDigits.IPv4 ? ipv4TextAt(bytes, 0) : ipv6Text(bytes),
    port: hexadecimal(text, at + digits + 1, 4),
  };
}

/** Whether the address and the port are both zero: nobody is connected. */
export function isNobody(text: Uint8Array, at: number, digits: number): boolean {
  for (let i = at; i < at + digits + 5; i++) if (text[i] !== 0x30 && i !== at + digits) return false;
  return true;
}

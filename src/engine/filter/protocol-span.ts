/**
 * Which bytes are a protocol's own. Searches go through all that a protocol carries; slices, `len` and order see what its line covers,
 * which for those that carry others is the header alone.
 */
import type { FieldValue } from '../declare/field';
import type { Protocol } from '../declare/protocol';

/** Length of the header that begins at `at`, by its first bytes. */
const headers: Readonly<Record<string, (bytes: Uint8Array, at: number) => number>> = {
  eth: () => 14,
  vlan: () => 4,
  ip: (bytes, at) => (bytes[at] & 0x0f) * 4,
  ipv6: () => 40,
  udp: () => 8,
};

export const hasShortSpan = ({ id }: Protocol): boolean => Object.hasOwn(headers, id);

/** The header of a protocol that has a short span. */
export function headerOf({ id }: Protocol, value: FieldValue): FieldValue {
  return typeof value === 'object' && value.length > 0 ? value.subarray(0, headers[id](value, 0)) : value;
}

/** Where what a protocol that has a short span carries begins, when its header begins at `at`. */
export const behindHeader = ({ id }: Protocol, bytes: Uint8Array, at: number): number => at + headers[id](bytes, at);

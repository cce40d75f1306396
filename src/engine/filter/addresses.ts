/** Reads addresses and byte strings, and decides whether an address lies in a network. */
import { ipv6Bytes } from '../bytes/address-bytes';
import type { FieldValue } from '../declare/field';

/** Addresses of a network: a value is in it when its first `bits` are those of `value`. */
export interface Network {
  readonly value: FieldValue;
  readonly bits: number;
}

/** An address, the network it was written as, or the sentence that says what is wrong. */
export type AddressLiteral = { readonly value: FieldValue; readonly network?: Network } | string;

const ipv4Form = 'an IPv4 address, such as 10.0.0.1 or 10.0.0.0/8';
const ipv6Form = 'an IPv6 address, such as 2001:db8::1 or 2001:db8::/32';

const wrong = (text: string, wanted: string): string => `“${text}” is not ${wanted}.`;

/** IPv4 addresses are unsigned 32-bit numbers. */
export function ipv4(text: string): AddressLiteral {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,3}))?$/.exec(text);
  if (match !== null && /(?:^|\.)0\d/.test(text))
    return `Leave out the zeros that parts of “${text}” begin with: elsewhere they mean octal.`;
  const parts = match?.slice(1, 5).map(Number) ?? [];
  if (match === null || parts.some((part) => part > 255)) return wrong(text, ipv4Form);
  const value = ((parts[0] << 24) | (parts[1] << 16) | (parts[2] << 8) | parts[3]) >>> 0;
  if (match[5] === undefined) return { value };
  const bits = Number(match[5]);
  return bits > 32 ? `An IPv4 prefix has at most 32 bits, not ${bits}.` : { value, network: { value, bits } };
}

export function ipv6(text: string): AddressLiteral {
  const [address, prefix, ...rest] = text.split('/');
  const value = ipv6Bytes(address);
  if (value === undefined || rest.length > 0) return wrong(text, ipv6Form);
  if (prefix === undefined) return { value };
  const bits = Number(prefix);
  return bits > 128 || !/^\d+$/.test(prefix)
    ? `An IPv6 prefix has at most 128 bits, not ${prefix}.`
    : { value, network: { value, bits } };
}

/** An address of so many bytes. */
export function hardwareAddress(text: string, length: number): AddressLiteral {
  const value = byteString(text);
  return value?.length === length
    ? { value }
    : wrong(
        text,
        `a hardware address of ${length} bytes, such as ${'00:1b:21:0f:3c:aa:01:02'.slice(0, 3 * length - 1)}`,
      );
}

export function guid(text: string): AddressLiteral {
  const digits = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(text) ? text.replaceAll('-', '') : '';
  return digits === ''
    ? wrong(text, 'a GUID, such as 01234567-89ab-cdef-0123-456789abcdef')
    : { value: Uint8Array.from(digits.match(/../g)!, (pair) => Number.parseInt(pair, 16)) };
}

/** Bytes written as `aa:bb`, `aa-bb`, `a.b`, `aabb.ccdd`, `aabb`, `aab` for aa and b, or as a number of one byte. */
export function byteString(text: string): Uint8Array | undefined {
  if (/^0x[\da-f]{1,2}$/i.test(text)) return Uint8Array.of(Number(text));
  if (/^[\da-f]{1,2}(?:([:.-])[\da-f]{1,2}(?:\1[\da-f]{1,2})*)?:?$/i.test(text))
    return Uint8Array.from(
      text.split(/[:.-]/).filter((part) => part !== ''),
      (part) => Number.parseInt(part, 16),
    );
  const digits = /^[\da-f]{4}(?:\.[\da-f]{4})+$/i.test(text) ? text.replaceAll('.', '') : text;
  if (!/^[\da-f]+$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/..?/g)!, (pair) => Number.parseInt(pair, 16));
}

/** Whether a value lies in a network. */
export function inNetwork(value: FieldValue, { value: network, bits }: Network): boolean {
  return compareInNetwork(value, { value: network, bits }) === 0;
}

/** Compares the first bits of an address with those of a network: below 0, 0 or above 0. */
export function compareInNetwork(value: FieldValue, { value: network, bits }: Network): number {
  if (typeof value === 'number' && typeof network === 'number')
    return bits === 0 ? 0 : (value >>> (32 - bits)) - (network >>> (32 - bits));
  if (typeof value !== 'object' || typeof network !== 'object') return Number.NaN;
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) if (value[i] !== network[i]) return value[i] - network[i];
  const rest = 8 - (bits & 7);
  return rest === 8 ? 0 : (value[whole] >> rest) - (network[whole] >> rest);
}

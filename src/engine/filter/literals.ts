/** Reads literals as values of the type they are compared with. */
import { type Field, type FieldValue, nameIn } from '../declare/field';
import { parseAbsoluteTime, parseRelativeTime } from './time-literals';

/** Addresses of a network: a value is in it when its first `bits` are those of `value`. */
export interface Network {
  readonly value: FieldValue;
  readonly bits: number;
}

export type Constant =
  | { readonly kind: 'value'; readonly value: FieldValue }
  | { readonly kind: 'network'; readonly network: Network };

const one = (value: FieldValue): Constant => ({ kind: 'value', value });

/** A literal as written: a word, a string in quotes, or a character. */
export interface LiteralText {
  readonly kind: 'literal' | 'string' | 'character';
  readonly text: string;
}

/** The constant, or a sentence that says why the literal cannot be compared with the field. */
export function readLiteral(literal: LiteralText, field: Field): Constant | string {
  const text = literal.text;
  switch (field.type) {
    case 'STRING':
      return one(text);
    case 'IPv4':
      return literal.kind === 'character' ? wrong(text, 'an IPv4 address, such as 10.0.0.1 or 10.0.0.0/8') : ipv4(text);
    case 'IPv6':
      return ipv6(text);
    case 'ETHER':
    case 'EUI64':
      return hardwareAddress(text, field.type === 'ETHER' ? 6 : 8);
    case 'PROTOCOL':
    case 'BYTES':
    case 'OID':
    case 'GUID':
      return bytesLiteral(literal);
    case 'ABSOLUTE_TIME':
      return time(parseAbsoluteTime(text), text, 'a date and time, such as "2026-11-22 12:00:00"');
    case 'RELATIVE_TIME':
      return time(parseRelativeTime(text), text, 'a time span in seconds, such as 0.25');
    case 'FLOAT':
    case 'DOUBLE':
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? one(Number(text)) : wrong(text, 'a number');
    case 'NONE':
      return `${field.id} has no value to compare; its name alone tests whether it is there.`;
    case 'BOOLEAN':
      return boolean(literal, field);
    default:
      return integer(literal, field);
  }
}

const wrong = (text: string, wanted: string): string => `“${text}” is not ${wanted}.`;

const time = (value: bigint | undefined, text: string, wanted: string): Constant | string =>
  value === undefined ? wrong(text, wanted) : one(value);

function boolean(literal: LiteralText, field: Field): Constant | string {
  const { text } = literal;
  if (/^(true|false)$/i.test(text)) return one(text.toLowerCase() === 'true' ? 1 : 0);
  const number = integerOf(text);
  if (number !== undefined && literal.kind === 'literal') return one(number === 0n ? 0 : 1);
  const named = literal.kind === 'string' ? valueNamed(text, field) : undefined;
  return named === undefined ? wrong(text, 'True or False') : one(named);
}

/** Bits that each integer type has; signed ones are negative. */
const widths: Readonly<Record<string, number>> = {
  CHAR: 8,
  UINT8: 8,
  UINT16: 16,
  UINT24: 24,
  UINT32: 32,
  FRAMENUM: 32,
  UINT40: 40,
  UINT48: 48,
  UINT56: 56,
  UINT64: 64,
  INT8: -8,
  INT16: -16,
  INT24: -24,
  INT32: -32,
  INT64: -64,
};

function integer(literal: LiteralText, field: Field): Constant | string {
  const { text, kind } = literal;
  if (kind === 'character') return one(text.codePointAt(0)!);
  const number = kind === 'literal' ? integerOf(text) : undefined;
  if (number === undefined) {
    const named = valueNamed(text, field);
    return named === undefined
      ? kind === 'string' && field.values !== undefined
        ? `“${text}” is none of the names of ${field.id}'s values.`
        : wrong(text, 'a number')
      : one(named);
  }
  const width = widths[field.type];
  const [least, most] =
    width < 0 ? [-(2n ** BigInt(-width - 1)), 2n ** BigInt(-width - 1) - 1n] : [0n, 2n ** BigInt(width) - 1n];
  if (number < least) return `${text} is too small: ${field.id} begins at ${least}.`;
  if (number > most) return `${text} is too large: ${field.id} ends at ${most}.`;
  return one(Math.abs(width) > 32 ? number : Number(number));
}

/** Decimal, 0x hexadecimal, 0b binary, or octal with a leading zero. */
export function integerOf(text: string): bigint | undefined {
  const match = /^([+-]?)(0x[\da-f]+|0b[01]+|0[0-7]+|\d+)$/i.exec(text);
  if (match === null) return undefined;
  const [, sign, digits] = match;
  const octal = /^0[0-7]+$/.test(digits);
  const size = BigInt(octal ? `0o${digits.slice(1)}` : digits);
  return sign === '-' ? -size : size;
}

function valueNamed(text: string, field: Field): number | undefined {
  const { values } = field;
  if (values === undefined) return undefined;
  const wanted = text.toLowerCase();
  if (typeof values === 'function') {
    for (let value = 0; value <= 0xffff; value++) if (nameIn(values, value)?.toLowerCase() === wanted) return value;
    return undefined;
  }
  if (Array.isArray(values))
    return (values as readonly (readonly [number, number, string])[]).find(
      ([, , name]) => name.toLowerCase() === wanted,
    )?.[0];
  const entries = values instanceof Map ? [...values] : Object.entries(values as Readonly<Record<number, string>>);
  const found = entries.find(([, name]) => (name as string).toLowerCase() === wanted);
  return found === undefined ? undefined : Number(found[0]);
}

function ipv4(text: string): Constant | string {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text);
  const parts = match?.slice(1, 5).map(Number) ?? [];
  if (match === null || parts.some((part) => part > 255))
    return wrong(text, 'an IPv4 address, such as 10.0.0.1 or 10.0.0.0/8');
  const value = ((parts[0] << 24) | (parts[1] << 16) | (parts[2] << 8) | parts[3]) >>> 0;
  if (match[5] === undefined) return one(value);
  const bits = Number(match[5]);
  return bits > 32 ? `An IPv4 prefix has at most 32 bits, not ${bits}.` : { kind: 'network', network: { value, bits } };
}

function ipv6(text: string): Constant | string {
  const [address, prefix] = text.split('/');
  const value = ipv6Bytes(address);
  if (value === undefined) return wrong(text, 'an IPv6 address, such as 2001:db8::1 or 2001:db8::/32');
  if (prefix === undefined) return one(value);
  const bits = Number(prefix);
  return bits > 128 || !/^\d+$/.test(prefix)
    ? `An IPv6 prefix has at most 128 bits, not ${prefix}.`
    : { kind: 'network', network: { value, bits } };
}

/** The 16 bytes of an IPv6 address in any form of RFC 4291, section 2.2. */
export function ipv6Bytes(text: string): Uint8Array | undefined {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (dotted !== null) {
    const [a, b, c, d] = dotted.slice(2).map(Number);
    if ([a, b, c, d].some((part) => part > 255)) return undefined;
    return ipv6Bytes(`${dotted[1]}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = groups.flat();
  if (given.some((group) => !/^[\da-f]{1,4}$/i.test(group))) return undefined;
  if (halves.length === 2 ? given.length > 7 : given.length !== 8) return undefined;
  const whole =
    halves.length === 2 ? [...groups[0], ...Array<string>(8 - given.length).fill('0'), ...groups[1]] : given;
  return Uint8Array.from(whole.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]));
}

function hardwareAddress(text: string, length: number): Constant | string {
  const bytes = byteString(text);
  return bytes?.length === length
    ? one(bytes)
    : wrong(text, `a hardware address of ${length} bytes, such as 00:1b:21:0f:3c:aa`);
}

function bytesLiteral({ kind, text }: LiteralText): Constant | string {
  if (kind === 'string') return one(encoder.encode(text));
  if (kind === 'character') return one(Uint8Array.of(text.codePointAt(0)! & 255));
  const bytes = byteString(text);
  return bytes === undefined ? wrong(text, 'bytes, such as 47:45:54 or "GET"') : one(bytes);
}

/** Bytes written as `aa:bb`, `aa-bb`, `aabb.ccdd`, `aabb`, or as a number of one byte. */
export function byteString(text: string): Uint8Array | undefined {
  if (/^0x[\da-f]{1,2}$/i.test(text)) return Uint8Array.of(Number(text));
  const digits = /^(?:[\da-f]{2}([:-]?)(?:[\da-f]{2}\1)*(?:[\da-f]{2})?:?|[\da-f]{4}(?:\.[\da-f]{4})+)$/i.test(text)
    ? text.replace(/[^\da-f]/gi, '')
    : text.replace(/^0x/i, '');
  if (/^([\da-f]{2})+$/i.test(digits))
    return Uint8Array.from(digits.match(/../g)!, (pair) => Number.parseInt(pair, 16));
  return /^[\da-f]$/i.test(digits) ? Uint8Array.of(Number.parseInt(digits, 16)) : undefined;
}

/** Whether a value lies in a network. */
export function inNetwork(value: FieldValue, { value: network, bits }: Network): boolean {
  if (typeof value === 'number' && typeof network === 'number')
    return bits === 0 || value >>> (32 - bits) === network >>> (32 - bits);
  if (typeof value !== 'object' || typeof network !== 'object') return false;
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) if (value[i] !== network[i]) return false;
  const rest = bits & 7;
  return rest === 0 || (value[whole] ^ network[whole]) >> (8 - rest) === 0;
}

const encoder = new TextEncoder();

/** Reads literals as integers, with the bounds of the field that they are compared with. */
import type { Field, FieldType } from '../declare/field';

/** Bits that each integer type has; those of signed ones are negative. */
const widths: Partial<Record<FieldType, number>> = {
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

/** Decimal, 0x hexadecimal, 0b binary, or octal with a leading zero; also a division without spaces, which is one word. */
export function integerOf(text: string): bigint | undefined {
  const quotient = /^(\d+)\/([1-9]\d*)$/.exec(text);
  if (quotient !== null) return BigInt(quotient[1]) / BigInt(quotient[2]);
  const match = /^([+-]?)(0x[\da-f]+|0b[01]+|0[0-7]*|[1-9]\d*)$/i.exec(text);
  if (match === null) return undefined;
  const [, sign, digits] = match;
  const size = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return sign === '-' ? -size : size;
}

/** A value of the field, or the sentence that says why it is none. Negative ones of unsigned fields count down from the largest. */
export function boundedInteger(number: bigint, text: string, field: Field): number | bigint | string {
  const width = widths[field.type] ?? 64;
  const bits = BigInt(Math.abs(width));
  const [least, most] = width < 0 ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
  if (number > most) return `${text} is too large: ${field.id} ends at ${most}.`;
  if (width < 0 && number < least) return `${text} is too small: ${field.id} begins at ${least}.`;
  const wrapped = number < 0n && width > 0 ? BigInt.asUintN(width > 32 ? 64 : 32, number) : number;
  return Math.abs(width) > 32 ? wrapped : Number(wrapped);
}

/** Calculates with numbers, times and bits. */
import type { FieldValue } from '../declare/field';
import type { LiteralText } from './literals';
import { integerOf } from './numbers';
import type { Arithmetic } from './syntax';

/** The result of an operation, undefined where there is none: a division by 0, bytes of different lengths. */
export type Operation = (a: FieldValue, b: FieldValue) => FieldValue | undefined;

/** An operation on numbers; whole ones are divided to whole ones. */
export function operation(operator: Arithmetic): Operation {
  return (a, b) => {
    if (typeof a === 'object' && typeof b === 'object') return masked(a, b);
    if (typeof a === 'bigint' || typeof b === 'bigint') return wide(operator, a, b);
    return narrow(operator, Number(a), Number(b));
  };
}

function narrow(operator: Arithmetic, x: number, y: number): FieldValue | undefined {
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return y === 0 ? undefined : Number.isInteger(x) && Number.isInteger(y) ? Math.trunc(x / y) : x / y;
    case '%':
      return y === 0 ? undefined : x % y;
    case '&':
      return Number(BigInt.asUintN(64, BigInt(Math.trunc(x)) & BigInt(Math.trunc(y))));
    default:
      return operator satisfies never;
  }
}

/** With 64-bit numbers and times. A factor with a fraction is taken at nine decimals. */
function wide(operator: Arithmetic, left: FieldValue, right: FieldValue): FieldValue | undefined {
  if (typeof left === 'bigint' && typeof right === 'number' && !Number.isInteger(right)) {
    const scaled = BigInt(Math.round(right * 1e9));
    if (operator === '*') return (left * scaled) / 1_000_000_000n;
    if (operator === '/') return scaled === 0n ? undefined : (left * 1_000_000_000n) / scaled;
    return undefined;
  }
  const a = BigInt(left as number | bigint);
  const b = BigInt(right as number | bigint);
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0n ? undefined : a / b;
    case '%':
      return b === 0n ? undefined : a % b;
    case '&':
      return a & b;
    default:
      return operator satisfies never;
  }
}

function masked(bytes: Uint8Array, mask: Uint8Array): Uint8Array | undefined {
  return bytes.length === mask.length ? bytes.map((byte, i) => byte & mask[i]) : undefined;
}

/** The result of an operation on two written numbers as one that could have been written; undefined when one is no number. */
export function folded(operator: Arithmetic, left: LiteralText, right: LiteralText): string | undefined {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === undefined || b === undefined) return undefined;
  const whole = typeof a === 'bigint' && typeof b === 'bigint';
  const result = whole ? wide(operator, a, b) : narrow(operator, Number(a), Number(b));
  return result === undefined ? undefined : String(result);
}

/** The number that a literal writes. */
export function numberOf(literal: LiteralText): bigint | number | undefined {
  if (literal.kind === 'character') return BigInt(literal.code);
  if (literal.kind === 'string') return undefined;
  const whole = integerOf(literal.text);
  if (whole !== undefined) return whole;
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(literal.text) ? Number(literal.text) : undefined;
}

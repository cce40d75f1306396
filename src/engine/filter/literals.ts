/** Reads literals as values of the type they are compared with. */
import type { Field, FieldValue } from '../declare/field';
import { type AddressLiteral, byteString, guid, hardwareAddress, ipv4, ipv6, type Network } from './addresses';
import { boundedInteger, integerOf } from './numbers';
import type { Operand } from './syntax';
import { parseAbsoluteTime, parseRelativeTime } from './time-literals';
import { valueNamed } from './value-names';

export type Constant =
  | { readonly kind: 'value'; readonly value: FieldValue; readonly warning?: string }
  | { readonly kind: 'network'; readonly value: FieldValue; readonly network: Network }
  /** The name of several values: the field's name for its value is what must be equal. */
  | { readonly kind: 'name'; readonly name: string };

/** A literal as written, signs included. */
export type LiteralText = Extract<Operand, { readonly kind: 'literal' | 'string' | 'character' }>;

const one = (value: FieldValue, warning?: string): Constant => ({ kind: 'value', value, warning });

/** The constant, or a sentence that says why the literal cannot be compared with the field. */
export function readLiteral(literal: LiteralText, field: Field): Constant | string {
  switch (field.type) {
    case 'NONE':
      return `${field.id} has no value to compare; its name alone tests whether it is there.`;
    case 'STRING':
      return textLiteral(literal);
    case 'PROTOCOL':
    case 'BYTES':
    case 'OID':
      return bytesLiteral(literal);
    case 'BOOLEAN':
      return booleanLiteral(literal, field);
    case 'IPv4':
    case 'IPv6':
    case 'ETHER':
    case 'EUI64':
    case 'GUID':
      return literal.kind === 'literal' ? addressLiteral(literal.text, field.type) : unquoted(literal, field);
    case 'ABSOLUTE_TIME':
      return time(literal, parseAbsoluteTime, 'a date and time, such as "2026-11-22 12:00:00"');
    case 'RELATIVE_TIME':
      return literal.kind === 'literal'
        ? time(literal, parseRelativeTime, 'a time span in seconds, such as 0.25')
        : unquoted(literal, field);
    case 'FLOAT':
    case 'DOUBLE':
      return literal.kind === 'literal' ? floatLiteral(literal.text) : unquoted(literal, field);
    default:
      return integerLiteral(literal, field);
  }
}

const wrong = (text: string, wanted: string): string => `“${text}” is not ${wanted}.`;

const unquoted = (literal: LiteralText, { id }: Field): string =>
  literal.kind === 'string'
    ? `${id} is not text: write its value without quotation marks.`
    : `A character cannot be compared with ${id}.`;

function textLiteral(literal: LiteralText): Constant {
  if (literal.kind === 'character') return one(String.fromCodePoint(literal.code));
  if (literal.kind === 'string') return one(literal.text);
  return one(literal.text, `Text stands in quotation marks: "${literal.text}".`);
}

function time(literal: LiteralText, read: (text: string) => bigint | undefined, wanted: string): Constant | string {
  const value = literal.kind === 'character' ? undefined : read(literal.text);
  return value === undefined ? wrong(literal.kind === 'character' ? 'a character' : literal.text, wanted) : one(value);
}

function floatLiteral(text: string): Constant | string {
  const number = integerOf(text);
  if (number !== undefined) return one(Number(number));
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) || /^[+-]?(inf(inity)?|nan)$/i.test(text)
    ? one(Number(text.replace(/inf(inity)?/i, 'Infinity')))
    : wrong(text, 'a number');
}

function addressLiteral(text: string, type: 'IPv4' | 'IPv6' | 'ETHER' | 'EUI64' | 'GUID'): Constant | string {
  const read = (): AddressLiteral => {
    switch (type) {
      case 'IPv4':
        return ipv4(text);
      case 'IPv6':
        return ipv6(text);
      case 'GUID':
        return guid(text);
      default:
        return hardwareAddress(text, type === 'ETHER' ? 6 : 8);
    }
  };
  const address = read();
  if (typeof address === 'string') return address;
  const { value, network } = address;
  return network === undefined ? one(value) : { kind: 'network', value, network };
}

function booleanLiteral(literal: LiteralText, field: Field): Constant | string {
  if (literal.kind === 'character') return one(literal.code === 0 ? 0 : 1);
  const { text, kind } = literal;
  if (kind === 'literal') {
    if (/^(true|false)$/i.test(text)) return one(/^true$/i.test(text) ? 1 : 0);
    const number = integerOf(text);
    if (number !== undefined) return one(number === 0n ? 0 : 1);
  }
  return named(literal, field) ?? wrong(text, `True or False, which are the values of ${field.id}`);
}

function integerLiteral(literal: LiteralText, field: Field): Constant | string {
  if (literal.kind === 'character') return boundedOrWrong(BigInt(literal.code), String(literal.code), field);
  const { text, kind } = literal;
  const number = kind === 'literal' ? integerOf(text) : undefined;
  if (number !== undefined) return boundedOrWrong(number, text, field);
  const name = named(literal, field);
  if (name !== undefined) return name;
  if (field.values !== undefined && !/^[+-]?\d/.test(text))
    return `“${text}” is none of the names of ${field.id}'s values.`;
  if (kind === 'string') return `${field.id} is a number: write its value without quotation marks.`;
  const hint = /^\d+[-/]\d+$/.test(text) ? ' Put spaces around an operator.' : '';
  return `“${text}” is not a whole number.${hint}`;
}

function boundedOrWrong(number: bigint, text: string, field: Field): Constant | string {
  const value = boundedInteger(number, text, field);
  if (typeof value === 'string') return value;
  return one(value, number < 0n && value >= 0 ? `${field.id} is never negative.` : undefined);
}

function named(literal: Extract<LiteralText, { readonly text: string }>, field: Field): Constant | undefined {
  const { text, kind } = literal;
  const found = valueNamed(text, field);
  if (found === undefined) return undefined;
  if (found.kind === 'several') return { kind: 'name', name: text };
  return one(found.value, kind === 'literal' ? `Names of values stand in quotation marks: "${text}".` : undefined);
}

function bytesLiteral(literal: LiteralText): Constant | string {
  if (literal.kind === 'string') return one(literal.bytes);
  if (literal.kind === 'character') return one(Uint8Array.of(literal.code & 255));
  const bytes = byteString(literal.text);
  return bytes === undefined ? wrong(literal.text, 'bytes, such as 47:45:54 or "GET"') : one(bytes);
}

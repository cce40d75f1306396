/** Groups field types by how their values compare, and says which can be compared with one another, and how. */
import { type Field, type FieldType, type FieldValue, widthOf } from '../declare/field';

export type ValueClass =
  | 'integer'
  | 'boolean'
  | 'float'
  | 'ipv4'
  | 'ipv6'
  | 'guid'
  | 'bytes'
  | 'string'
  | 'absolute time'
  | 'relative time'
  | 'nothing';

const classes: Readonly<Record<FieldType, ValueClass>> = {
  NONE: 'nothing',
  PROTOCOL: 'bytes',
  BOOLEAN: 'boolean',
  CHAR: 'integer',
  UINT8: 'integer',
  UINT16: 'integer',
  UINT24: 'integer',
  UINT32: 'integer',
  UINT40: 'integer',
  UINT48: 'integer',
  UINT56: 'integer',
  UINT64: 'integer',
  INT8: 'integer',
  INT16: 'integer',
  INT24: 'integer',
  INT32: 'integer',
  INT64: 'integer',
  FLOAT: 'float',
  DOUBLE: 'float',
  STRING: 'string',
  BYTES: 'bytes',
  ETHER: 'bytes',
  EUI64: 'bytes',
  OID: 'bytes',
  IPv4: 'ipv4',
  IPv6: 'ipv6',
  GUID: 'guid',
  ABSOLUTE_TIME: 'absolute time',
  RELATIVE_TIME: 'relative time',
  FRAMENUM: 'integer',
};

/** The class of a field's values. */
export const classOf = (type: FieldType): ValueClass => classes[type];

const described: Readonly<Record<FieldType, string>> = {
  NONE: 'a label without a value',
  PROTOCOL: 'a protocol',
  BOOLEAN: 'true or false',
  CHAR: 'a character',
  UINT8: 'a number of 8 bits',
  UINT16: 'a number of 16 bits',
  UINT24: 'a number of 24 bits',
  UINT32: 'a number of 32 bits',
  UINT40: 'a number of 40 bits',
  UINT48: 'a number of 48 bits',
  UINT56: 'a number of 56 bits',
  UINT64: 'a number of 64 bits',
  INT8: 'a signed number of 8 bits',
  INT16: 'a signed number of 16 bits',
  INT24: 'a signed number of 24 bits',
  INT32: 'a signed number of 32 bits',
  INT64: 'a signed number of 64 bits',
  FLOAT: 'a number with a fraction',
  DOUBLE: 'a number with a fraction',
  STRING: 'text',
  BYTES: 'bytes',
  ETHER: 'a hardware address',
  EUI64: 'a hardware address of 64 bits',
  IPv4: 'an IPv4 address',
  IPv6: 'an IPv6 address',
  GUID: 'a GUID',
  OID: 'an object identifier',
  ABSOLUTE_TIME: 'a date and time',
  RELATIVE_TIME: 'a time span',
  FRAMENUM: 'the number of a packet',
};

/** What a type holds, in words. */
export const describeType = (type: FieldType): string => described[type];

/** Whether a value of the left class can be compared with one of the right. */
export function comparable(left: ValueClass, right: ValueClass): boolean {
  if (left === right) return left !== 'nothing';
  return left === 'integer' && right === 'boolean';
}

/** Whether values can be calculated with. */
export const isNumeric = (valueClass: ValueClass): boolean =>
  valueClass === 'integer' ||
  valueClass === 'float' ||
  valueClass === 'relative time' ||
  valueClass === 'absolute time';

/** Whether values are text or consist of bytes that can be taken apart. */
export const isSliceable = (valueClass: ValueClass): boolean =>
  valueClass === 'string' || isBytes(valueClass) || valueClass === 'ipv4';

/** Whether values are kept as bytes. */
export const isBytes = (valueClass: ValueClass): boolean =>
  valueClass === 'bytes' || valueClass === 'ipv6' || valueClass === 'guid';

/** Below 0, 0 or above 0, as the left value is less, equal or greater. Bytes compare from the first, a beginning is less. */
export function compareValues(left: FieldValue, right: FieldValue): number {
  if (typeof left === 'object' && typeof right === 'object') return compareBytes(left, right);
  return left < right ? -1 : left > right ? 1 : 0;
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) if (left[i] !== right[i]) return left[i] - right[i];
  return left.length - right.length;
}

/** The bytes of a value that can be sliced but is not kept as bytes. */
export function bytesOf(value: FieldValue): Uint8Array {
  if (typeof value === 'object') return value;
  const number = Number(value);
  return Uint8Array.of(number >>> 24, number >>> 16, number >>> 8, number);
}

/** Length of a value in bytes: of text as UTF-8, of numbers by their type. */
export function lengthOf(field: Field, value: FieldValue): number {
  if (typeof value === 'string') return encoder.encode(value).length;
  if (typeof value === 'object') return value.length;
  return field.type === 'ABSOLUTE_TIME' || field.type === 'RELATIVE_TIME' ? 16 : (widthOf[field.type] ?? 4);
}

const encoder = new TextEncoder();

/** Classes of values that can be compared with one another, and how. */
import type { Field, FieldType, FieldValue } from '../declare/field';

export type ValueClass =
  | 'integer'
  | 'boolean'
  | 'float'
  | 'ipv4'
  | 'bytes'
  | 'string'
  | 'absolute time'
  | 'relative time'
  | 'nothing';

/** The class of a field's values. Addresses but IPv4 compare as bytes. */
export function classOf(type: FieldType): ValueClass {
  switch (type) {
    case 'NONE':
      return 'nothing';
    case 'BOOLEAN':
      return 'boolean';
    case 'FLOAT':
    case 'DOUBLE':
      return 'float';
    case 'IPv4':
      return 'ipv4';
    case 'STRING':
      return 'string';
    case 'ABSOLUTE_TIME':
      return 'absolute time';
    case 'RELATIVE_TIME':
      return 'relative time';
    case 'PROTOCOL':
    case 'BYTES':
    case 'ETHER':
    case 'EUI64':
    case 'IPv6':
    case 'GUID':
    case 'OID':
      return 'bytes';
    case 'CHAR':
    case 'FRAMENUM':
    case 'UINT8':
    case 'UINT16':
    case 'UINT24':
    case 'UINT32':
    case 'UINT40':
    case 'UINT48':
    case 'UINT56':
    case 'UINT64':
    case 'INT8':
    case 'INT16':
    case 'INT24':
    case 'INT32':
    case 'INT64':
      return 'integer';
    default:
      return type satisfies never;
  }
}

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

/** What a field holds, in words for an error message. */
export const describeType = (field: Field): string => described[field.type];

/** Whether values of two classes can be compared. */
export function comparable(left: ValueClass, right: ValueClass): boolean {
  if (left === right) return left !== 'nothing';
  const numbers: readonly ValueClass[] = ['integer', 'boolean', 'float'];
  return numbers.includes(left) && numbers.includes(right);
}

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

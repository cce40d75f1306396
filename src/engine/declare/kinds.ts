/** The kinds of fields that a protocol's declaration is written with: one function a type. */
import type { FieldDeclaration, FieldOptions, FieldType } from './field';

const kind =
  (type: FieldType) =>
  (options: FieldOptions): FieldDeclaration => ({ type, ...options });

export const u8 = kind('UINT8');
export const u16 = kind('UINT16');
export const u24 = kind('UINT24');
export const u32 = kind('UINT32');
export const u40 = kind('UINT40');
export const u48 = kind('UINT48');
export const u56 = kind('UINT56');
export const u64 = kind('UINT64');
export const i8 = kind('INT8');
export const i16 = kind('INT16');
export const i24 = kind('INT24');
export const i32 = kind('INT32');
export const i64 = kind('INT64');
export const float = kind('FLOAT');
export const double = kind('DOUBLE');
export const character = kind('CHAR');
export const text = kind('STRING');
export const bytes = kind('BYTES');
export const ether = kind('ETHER');
export const eui64 = kind('EUI64');
export const ipv4Address = kind('IPv4');
export const ipv6Address = kind('IPv6');
export const guid = kind('GUID');
export const oid = kind('OID');
/** Nanoseconds since 1970-01-01T00:00:00Z. */
export const absoluteTime = kind('ABSOLUTE_TIME');
/** Nanoseconds. */
export const relativeTime = kind('RELATIVE_TIME');
/** The number of another packet of the capture; the window makes it a link. */
export const frameNumber = kind('FRAMENUM');
/** A line that has a label and a place but no value: a subtree's head. */
export const label = kind('NONE');

/** One bit or more read as true or false; shown as "Set" or "Not set" unless `values` names 1 and 0. */
export const flag = (options: FieldOptions): FieldDeclaration => ({
  type: 'BOOLEAN',
  values: setOrNot,
  ...options,
});

/** Another name for several fields: occurs, hidden, wherever one of them does (`tcp.port`). Takes its type from the first. */
export const either = (
  keys: readonly string[],
  options: FieldOptions & { readonly type: FieldType },
): FieldDeclaration => ({
  ...options,
  eitherOf: keys,
});

/** An expert message: a line of the given severity that can be filtered on. */
export const expert = (
  severity: NonNullable<FieldOptions['severity']>,
  options: Omit<FieldOptions, 'severity'>,
): FieldDeclaration => ({ type: 'NONE', severity, generated: true, ...options });

const setOrNot = { 0: 'Not set', 1: 'Set' };

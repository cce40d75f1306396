/** Field types by the numbers that Wireshark 4.0 gives them. */
import type { Field } from '../engine/declare/field';

/** Names in the order of their numbers. */
export const fieldTypes = [
  'FT_NONE',
  'FT_PROTOCOL',
  'FT_BOOLEAN',
  'FT_CHAR',
  'FT_UINT8',
  'FT_UINT16',
  'FT_UINT24',
  'FT_UINT32',
  'FT_UINT40',
  'FT_UINT48',
  'FT_UINT56',
  'FT_UINT64',
  'FT_INT8',
  'FT_INT16',
  'FT_INT24',
  'FT_INT32',
  'FT_INT40',
  'FT_INT48',
  'FT_INT56',
  'FT_INT64',
  'FT_IEEE_11073_SFLOAT',
  'FT_IEEE_11073_FLOAT',
  'FT_FLOAT',
  'FT_DOUBLE',
  'FT_ABSOLUTE_TIME',
  'FT_RELATIVE_TIME',
  'FT_STRING',
  'FT_STRINGZ',
  'FT_UINT_STRING',
  'FT_ETHER',
  'FT_BYTES',
  'FT_UINT_BYTES',
  'FT_IPv4',
  'FT_IPv6',
  'FT_IPXNET',
  'FT_FRAMENUM',
  'FT_GUID',
  'FT_OID',
  'FT_EUI64',
] as const;

export type FieldType = (typeof fieldTypes)[number];

export const typeNumber = ({ type }: Field): number => fieldTypes.indexOf(`FT_${type}`);

/** Completes field names, and numbers field types as sharkd does. */
import type { Field } from '../../engine/declare/field';
import { catalogue } from '../../engine/session/open-session';

/** Names of field types; `complete` gives their places in this list. */
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
];

/** Protocols that begin with `prefix`, and fields once it has a dot. */
export function completeField(prefix: string): readonly object[] {
  if (prefix === '') return [];
  const wanted = prefix.toLowerCase();
  const withFields = wanted.includes('.');
  return catalogue.fields
    .filter(({ id, type }) => (withFields || type === 'PROTOCOL') && id.toLowerCase().startsWith(wanted))
    .map((field) => ({ f: field.id, t: typeNumber(field), n: field.label }));
}

const typeNumber = ({ type }: Field): number => fieldTypes.indexOf(`FT_${type}`);

/** Names of fields and protocols that begin with `prefix`, for the completion of a shell. */
export function completeNames(prefix: string): readonly string[] {
  const wanted = prefix.toLowerCase();
  return catalogue.names().filter((name) => name.toLowerCase().startsWith(wanted));
}

/** Completes field names, and numbers field types as sharkd does. */
import { catalogue } from '../../engine/session/open-session';
import { typeNumber } from '../field-types';

/** Protocols that begin with `prefix`, and fields once it has a dot. */
export function completeField(prefix: string): readonly object[] {
  if (prefix === '') return [];
  const wanted = prefix.toLowerCase();
  const withFields = wanted.includes('.');
  return catalogue.fields
    .filter(({ id, type }) => (withFields || type === 'PROTOCOL') && id.toLowerCase().startsWith(wanted))
    .map((field) => ({ f: field.id, t: typeNumber(field), n: field.label }));
}

/** Names of fields and protocols that begin with `prefix`, for the completion of a shell. */
export function completeNames(prefix: string): readonly string[] {
  const wanted = prefix.toLowerCase();
  return catalogue.names().filter((name) => name.toLowerCase().startsWith(wanted));
}

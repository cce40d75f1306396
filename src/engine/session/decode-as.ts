/** Decode As: what the user says a port, a protocol number or another value of a table carries. */
import type { Catalogue } from '../declare/catalogue';
import { table, tableNames } from '../declare/table';

/** Values that one rule may name. */
const maximumValues = 65_536;

/**
 * Obeys a rule such as `tcp.port==8888,http`; `tcp.port==8000-8010,http` names all values up to the second, `tcp.port==8000:11,http`
 * as many as the second says. Gives a sentence when it cannot.
 */
export function decodeAs(rule: string, catalogue: Catalogue): string | undefined {
  const match = /^\s*([\w.]+)\s*==?\s*([^,\s]+)\s*,\s*([\w.-]+)\s*$/.exec(rule);
  if (match === null) return `“${rule}” is not of the form TABLE==VALUE,PROTOCOL, as in tcp.port==8888,http.`;
  const [, name, selector, id] = match;
  if (!tableNames().includes(name)) return `There is no table “${name}”. The tables are ${tableNames().join(', ')}.`;
  const values = valuesOf(selector);
  if (values === undefined) return `“${selector}” is not a number, a range such as 8000-8010, or 8000:11 for as many.`;
  const protocol = catalogue.protocol(id);
  if (protocol === undefined) return `There is no protocol “${id}”.`;
  for (let value = values.first; value <= values.last; value++) table(name).replace(value, protocol);
  return undefined;
}

function valuesOf(selector: string): { readonly first: number; readonly last: number } | undefined {
  const match = /^(0x[\da-f]+|\d+)(?:([-:])(0x[\da-f]+|\d+))?$/i.exec(selector);
  if (match === null) return undefined;
  const first = Number(match[1]);
  const second = Number(match[3] ?? first);
  const last = match[2] === ':' ? first + second - 1 : second;
  return last < first || last - first >= maximumValues ? undefined : { first, last };
}

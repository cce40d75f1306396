/** Decode As: what the user says a port, a protocol number or another value of a table carries. */
import type { Catalogue } from '../declare/catalogue';
import { table, tableNames } from '../declare/table';

/** Obeys a rule such as `tcp.port==8888,http` (`tcp.port==8000-8010,http` for a range). Gives a sentence when it cannot. */
export function decodeAs(rule: string, catalogue: Catalogue): string | undefined {
  const match = /^\s*([\w.]+)\s*==\s*(\d+|0x[\da-f]+)(?:\s*[-:]\s*(\d+))?\s*,\s*([\w.-]+)\s*$/i.exec(rule);
  if (match === null) return `“${rule}” is not of the form TABLE==VALUE,PROTOCOL, as in tcp.port==8888,http.`;
  const [, name, first, last, id] = match;
  if (!tableNames().includes(name)) return `There is no table “${name}”. The tables are ${tableNames().join(', ')}.`;
  const protocol = catalogue.protocol(id);
  if (protocol === undefined) return `There is no protocol “${id}”.`;
  const from = Number(first);
  const to = Math.min(last === undefined ? from : Number(last), from + 65_535);
  for (let value = from; value <= to; value++) table(name).replace(value, protocol);
  return undefined;
}

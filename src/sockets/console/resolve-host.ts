/** Looks a host name up, as the system does for every program. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Every address of a host, in the system's order. `family` 0 takes both. Rejects with the system's error. */
export async function resolveHost(host: string, family: 0 | 4 | 6): Promise<readonly ResolvedAddress[]> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const kind = isIP(bare.replace(/%.*$/, ''));
  if (kind !== 0 && (family === 0 || kind === family)) return [{ address: bare, family: kind }];
  return await lookup(bare, { all: true, family, verbatim: true });
}

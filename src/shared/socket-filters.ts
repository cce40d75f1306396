/** The filters that let exactly one socket's packets through, in the language of libpcap and in the display filter language. */
import type { SocketAddress } from './sockets';

export type SocketTransport = 'tcp' | 'udp' | 'tls' | 'unix' | 'raw';

/** For libpcap; empty where there is nothing that a capture could see. `remote` is null before a peer is known. */
export function captureFilter(
  transport: SocketTransport,
  local: SocketAddress | null,
  remote: SocketAddress | null,
): string {
  const protocol = protocolOf(transport);
  if (protocol === undefined) return '';
  const terms: string[] = [];
  if (remote !== null) terms.push(`host ${withoutZone(remote.address)}`, `port ${remote.port}`);
  if (local !== null && local.port !== 0) terms.push(`port ${local.port}`);
  return terms.length === 0 ? '' : [protocol, ...terms].join(' and ');
}

/** For the filter bar; empty where there is nothing that a capture could see. */
export function displayFilter(
  transport: SocketTransport,
  local: SocketAddress | null,
  remote: SocketAddress | null,
): string {
  const protocol = protocolOf(transport);
  if (protocol === undefined) return '';
  return [remote, local].flatMap((end) => (end === null ? [] : endTerms(protocol, end))).join(' && ');
}

/** A port alone where the address says "any", or where there is no port. */
function endTerms(protocol: string, { address, port }: SocketAddress): string[] {
  if (port === 0) return [];
  const bare = withoutZone(address);
  const portTerm = `${protocol}.port == ${port}`;
  if (anyAddresses.has(bare)) return [portTerm];
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  if (mapped !== undefined) return [`ip.addr == ${mapped}`, portTerm];
  return [`${bare.includes(':') ? 'ipv6' : 'ip'}.addr == ${bare}`, portTerm];
}

const anyAddresses = new Set(['', '*', '0.0.0.0', '::']);

const protocolOf = (transport: SocketTransport): 'tcp' | 'udp' | undefined =>
  ({ tcp: 'tcp', tls: 'tcp', udp: 'udp', unix: undefined, raw: undefined })[transport] as 'tcp' | 'udp' | undefined;

/** An address of a link names its interface, which packets do not carry. */
const withoutZone = (address: string): string => address.replace(/%.*$/, '');

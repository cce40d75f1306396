/** The status of a console, and the filters that let exactly its packets through. */
import type { ConsoleClient, ConsoleStatus, SocketAddress } from '../../shared/sockets';
import type { ConsoleRequest } from '../../shared/sockets-contract';

export type Transport = ConsoleRequest['transport'];

export interface StatusParts {
  readonly state: ConsoleStatus['state'];
  readonly local?: SocketAddress | null;
  readonly remote?: SocketAddress | null;
  readonly clients?: readonly ConsoleClient[];
  readonly sentBytes?: number;
  readonly receivedBytes?: number;
}

export function consoleStatus(transport: Transport, parts: StatusParts): ConsoleStatus {
  const { state, local = null, remote = null, clients = [], sentBytes = 0, receivedBytes = 0 } = parts;
  return {
    state,
    local,
    remote,
    clients,
    sentBytes,
    receivedBytes,
    repeating: false,
    captureFilter: captureFilter(transport, local, remote),
    displayFilter: displayFilter(transport, local, remote),
  };
}

/** In the language of libpcap; empty where there is nothing that a capture could see. */
export function captureFilter(transport: Transport, local: SocketAddress | null, remote: SocketAddress | null): string {
  if (transport === 'unix') return '';
  const protocol = transport === 'udp' ? 'udp' : 'tcp';
  const terms = [protocol];
  if (remote !== null) terms.push(`host ${withoutZone(remote.address)}`, `port ${remote.port}`);
  if (local !== null && local.port !== 0) terms.push(`port ${local.port}`);
  return terms.length === 1 ? '' : terms.join(' and ');
}

export function displayFilter(transport: Transport, local: SocketAddress | null, remote: SocketAddress | null): string {
  if (transport === 'unix') return '';
  const protocol = transport === 'udp' ? 'udp' : 'tcp';
  const terms: string[] = [];
  if (remote !== null) {
    const address = withoutZone(remote.address);
    terms.push(`${address.includes(':') ? 'ipv6' : 'ip'}.addr == ${address}`, `${protocol}.port == ${remote.port}`);
  }
  if (local !== null && local.port !== 0) terms.push(`${protocol}.port == ${local.port}`);
  return terms.join(' && ');
}

const withoutZone = (address: string): string => address.replace(/%.*$/, '');

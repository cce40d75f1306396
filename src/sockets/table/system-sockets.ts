/** The socket table of systems other than Linux, from what the package systeminformation reads there. */
import { isIPv6 } from 'node:net';
import type { SocketAddress, SocketRow } from '../../shared/sockets';
import { serviceName } from './service-names';
import { nobody } from './socket-entry';
import type { RefreshOptions, SocketSource, SourceChange } from './socket-source';

const closedFor = 10_000;

export interface SystemConnection {
  readonly protocol: string;
  readonly localAddress: string;
  readonly localPort: string;
  readonly peerAddress: string;
  readonly peerPort: string;
  readonly state: string;
  readonly pid: number;
  readonly process: string;
}

export class SystemSockets implements SocketSource {
  readonly mayFindMore = false;
  readonly worksElsewhere = true;
  private readonly rows = new Map<string, SocketRow>();
  private lastId = 0;
  private refreshes = 0;

  constructor(private readonly connections: () => Promise<readonly SystemConnection[]> = systemConnections) {}

  async refresh({ now, whole }: RefreshOptions): Promise<SourceChange> {
    this.refreshes++;
    const found = new Map<string, SystemConnection>();
    for (const connection of await this.connections()) found.set(keyOf(connection), connection);
    const changed: SocketRow[] = [];
    const removed: number[] = [];
    for (const [key, row] of this.rows)
      if (row.closedAt !== null) {
        if (now - row.closedAt < closedFor) continue;
        this.rows.delete(key);
        removed.push(row.id);
      } else if (!found.has(key)) {
        const closed = { ...row, closedAt: now };
        this.rows.delete(key);
        // The same addresses may be used again while the closed row is still shown.
        this.rows.set(`${key} ${row.id}`, closed);
        changed.push(closed);
      }
    for (const [key, connection] of found) {
      const known = this.rows.get(key);
      const row = rowOf(
        connection,
        known?.id ?? ++this.lastId,
        known?.firstSeen ?? now,
        known?.older ?? this.refreshes === 1,
      );
      if (known !== undefined && JSON.stringify(known) === JSON.stringify(row)) continue;
      this.rows.set(key, row);
      changed.push(row);
    }
    return { rows: whole ? [...this.rows.values()] : changed, removed, namespaces: 1, problem: '' };
  }
}

/** Loaded where it is needed: Linux is read without it. */
async function systemConnections(): Promise<readonly SystemConnection[]> {
  const { networkConnections } = await import('systeminformation');
  return await networkConnections();
}

function keyOf({ protocol, localAddress, localPort, peerAddress, peerPort, pid }: SystemConnection): string {
  return `${protocol} ${localAddress}:${localPort} ${peerAddress}:${peerPort} ${pid}`;
}

function rowOf(connection: SystemConnection, id: number, firstSeen: number, older: boolean): SocketRow {
  const protocol = connection.protocol.startsWith('udp') ? 'udp' : 'tcp';
  const local = addressOf(connection.localAddress, connection.localPort);
  const peer = addressOf(connection.peerAddress, connection.peerPort);
  const remote = peer.port === 0 ? null : peer;
  const isIpv6 = connection.protocol.endsWith('6') || isIPv6(local.address);
  const owned = connection.pid > 0;
  return {
    id,
    protocol,
    family: isIpv6 ? 'IPv6' : 'IPv4',
    local,
    remote,
    service: serviceName(protocol, local.port, remote?.port ?? 0),
    state: protocol === 'tcp' ? connection.state.toUpperCase().replaceAll('-', '_') : remote ? 'CONNECTED' : 'BOUND',
    receiveQueue: null,
    sendQueue: null,
    ...nobody,
    ...(owned
      ? { pid: connection.pid, process: connection.process || null, reason: null }
      : { reason: 'owned by another user' as const }),
    namespace: null,
    inode: null,
    firstSeen,
    older,
    closedAt: null,
  };
}

function addressOf(address: string, port: string): SocketAddress {
  return { address: address === '*' ? '' : address.replace(/%.*$/, ''), port: /^\d+$/.test(port) ? Number(port) : 0 };
}

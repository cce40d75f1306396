/** Which process was seen with which socket, and when: found again by a connection's addresses and time. */

export interface SocketPlace {
  readonly address: string;
  readonly port: number;
}

export interface SightedProcess {
  readonly pid: number;
  readonly name: string;
  readonly command: string | null;
  readonly user: string | null;
  readonly container: string | null;
}

/** A socket as it was seen. Times are milliseconds since 1970; `from` 0 where it was there from the start. */
export interface SightedSocket {
  readonly protocol: 'tcp' | 'udp';
  readonly local: SocketPlace;
  readonly remote: SocketPlace | null;
  readonly pid: number | null;
  readonly name: string;
  /** Why `pid` is null. */
  readonly reason: string | null;
  readonly from: number;
  readonly to: number;
}

export interface Sighting {
  readonly socket: SightedSocket;
  /** By both ends; otherwise by the local port alone. */
  readonly exact: boolean;
}

/** Milliseconds between a packet and the socket it may still belong to: the table is read now and then, not always. */
const slack = 2000;
const mostSockets = 1_000_000;

export class OwnerSightings {
  /** Grows with every change: what was found before may have another answer. */
  version = 0;
  private readonly sockets = new Map<number, SightedSocket>();
  private readonly numbers = new Map<string, number[]>();
  private readonly processes = new Map<string, SightedProcess>();
  private readonly localAddresses = new Set<string>(['127.0.0.1', '::1']);

  get isEmpty(): boolean {
    return this.sockets.size === 0;
  }

  addLocalAddress(address: string): void {
    this.localAddresses.add(plainAddress(address));
  }

  addProcess(process: SightedProcess): void {
    if (this.processes.size < mostSockets) this.processes.set(`${process.pid} ${process.name}`, process);
  }

  /** A later sighting of the same number replaces the one before. */
  addSocket(number: number, seen: SightedSocket): void {
    const socket = { ...seen, local: plainPlace(seen.local), remote: seen.remote && plainPlace(seen.remote) };
    const before = this.sockets.get(number);
    if (before === undefined && this.sockets.size >= mostSockets) return;
    if (before !== undefined) this.unlist(number, before);
    this.sockets.set(number, socket);
    const key = keyOf(socket);
    const listed = this.numbers.get(key);
    if (listed === undefined) this.numbers.set(key, [number]);
    else listed.push(number);
    if (!isAnywhere(socket.local.address)) this.localAddresses.add(socket.local.address);
    this.version++;
  }

  endSocket(number: number, to: number): void {
    const socket = this.sockets.get(number);
    if (socket === undefined) return;
    this.sockets.set(number, { ...socket, to });
    this.version++;
  }

  processOf({ pid, name }: SightedSocket): SightedProcess | undefined {
    if (pid === null) return undefined;
    return this.processes.get(`${pid} ${name}`) ?? { pid, name, command: null, user: null, container: null };
  }

  isLocal(address: string): boolean {
    return this.localAddresses.has(address);
  }

  /** The socket of this machine at `local` that talked to `remote` between two times. */
  find(
    protocol: 'tcp' | 'udp',
    local: SocketPlace,
    remote: SocketPlace,
    first: number,
    last: number,
  ): Sighting | undefined {
    const exact = this.nearest(exactKey(protocol, local, remote), first, last, () => true);
    if (exact !== undefined && exact.pid !== null) return { socket: exact, exact: true };
    if (!this.isLocal(local.address)) return exact && { socket: exact, exact: true };
    const listens = (socket: SightedSocket): boolean =>
      socket.pid !== null && (isAnywhere(socket.local.address) || socket.local.address === local.address);
    const byPort = this.nearest(portKey(protocol, local.port), first, last, listens);
    if (byPort !== undefined) return { socket: byPort, exact: false };
    return exact && { socket: exact, exact: true };
  }

  private nearest(
    key: string,
    first: number,
    last: number,
    fits: (socket: SightedSocket) => boolean,
  ): SightedSocket | undefined {
    let best: SightedSocket | undefined;
    let bestGap = slack;
    for (const number of this.numbers.get(key) ?? []) {
      const socket = this.sockets.get(number);
      if (socket === undefined || !fits(socket)) continue;
      const gap = Math.max(0, socket.from - last, first - socket.to);
      // Of several that fit the latest: its addresses were used again.
      if (gap > bestGap) continue;
      best = socket;
      bestGap = gap;
    }
    return best;
  }

  private unlist(number: number, socket: SightedSocket): void {
    const key = keyOf(socket);
    const left = this.numbers.get(key)?.filter((other) => other !== number) ?? [];
    if (left.length === 0) this.numbers.delete(key);
    else this.numbers.set(key, left);
  }
}

const keyOf = ({ protocol, local, remote }: SightedSocket): string =>
  remote === null ? portKey(protocol, local.port) : exactKey(protocol, local, remote);
const portKey = (protocol: string, port: number): string => `${protocol} ${port}`;
const exactKey = (protocol: string, local: SocketPlace, remote: SocketPlace): string =>
  `${protocol} ${local.address} ${local.port} ${remote.address} ${remote.port}`;

const isAnywhere = (address: string): boolean => address === '0.0.0.0' || address === '::' || address === '';

/** An IPv4 address that an IPv6 socket uses is on the wire an IPv4 address. */
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=[\d.]+$)/, '').replace(/%.*$/, '');
const plainPlace = ({ address, port }: SocketPlace): SocketPlace => ({ address: plainAddress(address), port });

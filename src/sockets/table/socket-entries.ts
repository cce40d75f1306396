/** The sockets of Linux from one refresh to the next: takes in the lines of the tables, and tells which sockets came, changed and went. */
import { Buffer } from 'node:buffer';
import { serviceName } from './service-names';
import { isNobody, socketAddress } from './socket-address';
import { nobody, SocketEntry, type SocketList } from './socket-entry';
import { belongsToKernel, type SocketFile, stateName } from './socket-files';
import { pairLength, type SocketLine } from './socket-lines';
import type { UnixLine } from './unix-lines';

/** Milliseconds that the row of a closed socket stays. */
const closedFor = 10_000;
const noPair = new Uint8Array();

export class SocketEntries {
  readonly byInode = new Map<number, SocketEntry>();
  /** Sockets for which no holder was found yet. */
  readonly unowned = new Set<number>();
  /** Those of which something is new since the refresh began. */
  changed: SocketEntry[] = [];
  refreshes = 0;
  now = 0;
  /** Connections that were seen first in this refresh. */
  newConnections = 0;
  /** Sockets without an inode, and all connected ones, by namespace, protocol and addresses. */
  private readonly byPair = new Map<string, SocketEntry>();
  private readonly closed = new Set<SocketEntry>();
  private lastId = 0;

  begin(now: number): void {
    this.now = now;
    this.refreshes++;
    this.newConnections = 0;
    this.changed = [];
  }

  *all(): Generator<SocketEntry> {
    yield* this.byInode.values();
    for (const entry of this.byPair.values()) if (entry.inode === 0) yield entry;
    yield* this.closed;
  }

  note(entry: SocketEntry): void {
    if (entry.changed) return;
    entry.changed = true;
    this.changed.push(entry);
  }

  take(bytes: Uint8Array, line: SocketLine, file: SocketFile, list: SocketList): void {
    const entry =
      line.inode === 0 ? this.withoutInode(bytes, line, file, list) : this.withInode(bytes, line, file, list);
    entry.seenIn = this.refreshes;
    if (entry.stateCode !== line.state) {
      entry.stateCode = line.state;
      entry.state = stateName(file.protocol, line.state);
      if (entry.inode === 0 && entry.ownership.pid === null) entry.ownership = ownedByNobody(entry.state);
      this.note(entry);
    }
    if (entry.receiveQueue === line.receiveQueue && entry.sendQueue === line.sendQueue) return;
    entry.receiveQueue = line.receiveQueue;
    entry.sendQueue = line.sendQueue;
    this.note(entry);
  }

  takeUnix({ inode, state, path }: UnixLine, list: SocketList): void {
    let entry = this.byInode.get(inode);
    if (entry === undefined) {
      const isFirst = this.refreshes === 1;
      entry = new SocketEntry(++this.lastId, 'unix', 'unix', list, inode, noPair, -1, this.now, isFirst);
      this.byInode.set(inode, entry);
      this.changed.push(entry);
      this.unowned.add(inode);
    }
    entry.seenIn = this.refreshes;
    if (entry.state === state && entry.local.address === path) return;
    entry.state = state;
    entry.local = { address: path, port: 0 };
    this.note(entry);
  }

  /** Marks what its list no longer has as closed, and gives the rows whose time is over. */
  close(): number[] {
    for (const [inode, entry] of this.byInode)
      if (entry.seenIn !== entry.list.readIn) {
        this.byInode.delete(inode);
        this.unowned.delete(inode);
        this.closeEntry(entry);
      }
    for (const [key, entry] of this.byPair) {
      if (entry.seenIn === entry.list.readIn) continue;
      this.byPair.delete(key);
      if (entry.closedAt === null) this.closeEntry(entry);
    }
    const removed: number[] = [];
    for (const entry of this.closed) {
      if (this.now - (entry.closedAt ?? 0) < closedFor) continue;
      this.closed.delete(entry);
      removed.push(entry.id);
    }
    return removed;
  }

  private withInode(bytes: Uint8Array, line: SocketLine, file: SocketFile, list: SocketList): SocketEntry {
    const known = this.byInode.get(line.inode);
    if (known !== undefined) {
      if (!samePair(known.pair, bytes, line.at)) this.setPair(known, bytes, line, file);
      return known;
    }
    // A connection that was being set up, and has a socket now.
    const key = pairKey(bytes, line.at, file, list);
    const before = this.byPair.get(key);
    const continues = before !== undefined && before.inode === 0;
    const entry = continues ? before : this.newEntry(bytes, line, file, list);
    entry.inode = line.inode;
    if (entry.ownership.pid === null) entry.ownership = nobody;
    this.byInode.set(line.inode, entry);
    if (entry.remote !== null) this.byPair.set(key, entry);
    this.unowned.add(line.inode);
    this.note(entry);
    return entry;
  }

  private withoutInode(bytes: Uint8Array, line: SocketLine, file: SocketFile, list: SocketList): SocketEntry {
    const key = pairKey(bytes, line.at, file, list);
    const known = this.byPair.get(key);
    if (known === undefined || known.protocol !== 'tcp') {
      const entry = this.newEntry(bytes, line, file, list);
      this.byPair.set(key, entry);
      return entry;
    }
    // Its program closed it; the kernel keeps the connection. It is the same connection, so its owner is known.
    if (known.inode !== 0) {
      this.byInode.delete(known.inode);
      this.unowned.delete(known.inode);
      known.inode = 0;
      this.note(known);
    }
    return known;
  }

  private newEntry(bytes: Uint8Array, line: SocketLine, file: SocketFile, list: SocketList): SocketEntry {
    const { protocol, family } = file;
    const { inode, userId } = line;
    const isFirst = this.refreshes === 1;
    const entry = new SocketEntry(++this.lastId, protocol, family, list, inode, noPair, userId, this.now, isFirst);
    entry.stateCode = -1;
    this.setPair(entry, bytes, line, file);
    if (protocol === 'tcp' && entry.remote !== null) this.newConnections++;
    this.changed.push(entry);
    return entry;
  }

  private setPair(entry: SocketEntry, bytes: Uint8Array, line: SocketLine, { digits, protocol }: SocketFile): void {
    const remoteAt = line.at + digits + 6;
    entry.pair = bytes.slice(line.at, line.at + pairLength(digits));
    entry.local = socketAddress(bytes, line.at, digits);
    entry.remote = isNobody(bytes, remoteAt, digits) ? null : socketAddress(bytes, remoteAt, digits);
    entry.service = serviceName(protocol, entry.local.port, entry.remote?.port ?? 0);
    this.note(entry);
  }

  private closeEntry(entry: SocketEntry): void {
    entry.closedAt = this.now;
    if (entry.ownership.reason === 'not found yet')
      entry.ownership = { ...nobody, reason: 'closed before it was seen' };
    this.closed.add(entry);
    this.note(entry);
  }
}

/** A socket without an inode is the kernel's, or its program has closed it. */
const ownedByNobody = (state: string): typeof nobody => ({
  ...nobody,
  reason: belongsToKernel(state) ? 'kernel' : 'closed before it was seen',
});

function samePair(pair: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < pair.length; i++) if (pair[i] !== bytes[at + i]) return false;
  return true;
}

function pairKey(bytes: Uint8Array, at: number, { name, digits }: SocketFile, { namespace }: SocketList): string {
  const pair = Buffer.from(bytes.buffer, bytes.byteOffset + at, pairLength(digits)).toString('latin1');
  return `${namespace} ${name} ${pair}`;
}

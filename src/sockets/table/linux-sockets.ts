/** The socket table of Linux: reads /proc/net of every network namespace, and gives each socket its owner. */
import { Buffer } from 'node:buffer';
import type { MissingOwner, SocketRow } from '../../shared/sockets';
import { SocketHolders } from './holders';
import { readProcFile, readProcText } from './proc-file';
import { serviceName } from './service-names';
import { isNobody, socketAddress } from './socket-address';
import { nobody, type Ownership, SocketEntry } from './socket-entry';
import { belongsToKernel, type SocketFile, socketFiles, stateName, timeWait } from './socket-files';
import { eachSocketLine, pairLength, type SocketLine } from './socket-lines';
import type { RefreshOptions, SocketSource, SourceChange } from './socket-source';
import { unixLines } from './unix-lines';

/** Milliseconds that the row of a closed socket stays. */
const closedFor = 10_000;
/** Refreshes for owners between two that check again what is known. */
const seldom = 50;
/** Refreshes for owners between two searches of all processes. */
const patience = 10;
const ownedFiles = socketFiles.filter(({ protocol }) => protocol !== 'raw');
const noPair = new Uint8Array();
const ownUser = process.geteuid?.() ?? -1;

export class LinuxSockets implements SocketSource {
  private readonly holders: SocketHolders;
  private readonly byInode = new Map<number, SocketEntry>();
  /** Sockets without an inode, and all connected ones, by namespace, protocol and addresses. */
  private readonly byPair = new Map<string, SocketEntry>();
  private readonly closed = new Set<SocketEntry>();
  private readonly unowned = new Set<number>();
  private changed: SocketEntry[] = [];
  private refreshes = 0;
  private lastId = 0;
  private now = 0;

  constructor(private readonly proc = '/proc') {
    this.holders = new SocketHolders(proc);
  }

  async refresh(options: RefreshOptions): Promise<SourceChange> {
    return this.read(options);
  }

  /** The same at once. */
  read({ now, unix, whole, ownersOnly = false }: RefreshOptions): SourceChange {
    this.now = now;
    this.refreshes++;
    this.changed = [];
    this.holders.update();
    const namespaces = this.holders.namespaces();
    const files = ownersOnly ? ownedFiles : socketFiles;
    if (namespaces.size === 0) this.readNamespace(0, 'self', files, ownersOnly, unix);
    for (const [namespace, pid] of namespaces) this.readNamespace(namespace, String(pid), files, ownersOnly, unix);
    const removed = this.close();
    this.findOwners(!ownersOnly || this.refreshes === 1 || this.refreshes % seldom === 0, ownersOnly);
    const rows: SocketRow[] = [];
    if (whole) for (const entry of this.all()) rows.push(entry.row());
    else for (const entry of this.changed) rows.push(entry.row());
    for (const entry of this.changed) entry.changed = false;
    return { rows, removed, namespaces: Math.max(1, namespaces.size), problem: this.problem() };
  }

  /** Sockets whose owner a second look may still find. */
  get mayFindMore(): boolean {
    return [...this.unowned].some((inode) => this.holders.triesFor(inode) === 1);
  }

  private problem(): string {
    return this.holders.denied
      ? 'The processes of other users do not show their sockets to this one: started as root, Sockeye sees them all.'
      : '';
  }

  private *all(): Generator<SocketEntry> {
    yield* this.byInode.values();
    for (const entry of this.byPair.values()) if (entry.inode === 0) yield entry;
    yield* this.closed;
  }

  private readNamespace(
    namespace: number,
    process: string,
    files: readonly SocketFile[],
    ownersOnly: boolean,
    unix: boolean,
  ): void {
    for (const file of files) {
      const read = readProcFile(`${this.proc}/${process}/net/${file.name}`);
      if (read === undefined) continue;
      const { bytes, length } = read;
      eachSocketLine(bytes, length, file.digits, (line) => {
        if (!ownersOnly || line.state !== timeWait) this.takeLine(bytes, line, file, namespace);
      });
    }
    if (unix) this.readUnix(namespace, process);
  }

  private takeLine(bytes: Uint8Array, line: SocketLine, file: SocketFile, namespace: number): void {
    const entry =
      line.inode === 0 ? this.withoutInode(bytes, line, file, namespace) : this.withInode(bytes, line, file, namespace);
    entry.seenIn = this.refreshes;
    if (entry.stateCode !== line.state) {
      entry.stateCode = line.state;
      entry.state = stateName(file.protocol, line.state);
      this.note(entry);
    }
    if (entry.receiveQueue === line.receiveQueue && entry.sendQueue === line.sendQueue) return;
    entry.receiveQueue = line.receiveQueue;
    entry.sendQueue = line.sendQueue;
    this.note(entry);
  }

  private withInode(bytes: Uint8Array, line: SocketLine, file: SocketFile, namespace: number): SocketEntry {
    const known = this.byInode.get(line.inode);
    if (known !== undefined) {
      if (!samePair(known.pair, bytes, line.at)) this.setPair(known, bytes, line, file);
      return known;
    }
    // A connection that was being set up, and has a socket now.
    const key = pairKey(bytes, line.at, file, namespace);
    const before = this.byPair.get(key);
    const continues = before !== undefined && before.inode === 0;
    const entry = continues ? before : this.newEntry(bytes, line, file, namespace);
    entry.inode = line.inode;
    this.byInode.set(line.inode, entry);
    if (entry.remote !== null) this.byPair.set(key, entry);
    if (this.holders.of(line.inode).length === 0) this.unowned.add(line.inode);
    this.note(entry);
    return entry;
  }

  private withoutInode(bytes: Uint8Array, line: SocketLine, file: SocketFile, namespace: number): SocketEntry {
    const key = pairKey(bytes, line.at, file, namespace);
    const known = this.byPair.get(key);
    if (known !== undefined && known.protocol === 'tcp') {
      // Its program closed it; the kernel keeps the connection. It is the same connection, so its owner is known.
      if (known.inode !== 0) {
        this.byInode.delete(known.inode);
        this.unowned.delete(known.inode);
        known.inode = 0;
        this.note(known);
      }
      return known;
    }
    const entry = this.newEntry(bytes, line, file, namespace);
    const state = stateName(file.protocol, line.state);
    entry.ownership = { ...nobody, reason: belongsToKernel(state) ? 'kernel' : 'closed before it was seen' };
    this.byPair.set(key, entry);
    return entry;
  }

  private newEntry(bytes: Uint8Array, line: SocketLine, file: SocketFile, namespace: number): SocketEntry {
    const { protocol, family } = file;
    const isFirst = this.refreshes === 1;
    const entry = new SocketEntry(
      ++this.lastId,
      protocol,
      family,
      namespace,
      line.inode,
      noPair,
      line.userId,
      this.now,
      isFirst,
    );
    entry.stateCode = -1;
    this.setPair(entry, bytes, line, file);
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

  private readUnix(namespace: number, process: string): void {
    for (const { inode, state, path } of unixLines(readProcText(`${this.proc}/${process}/net/unix`))) {
      let entry = this.byInode.get(inode);
      if (entry === undefined) {
        const isFirst = this.refreshes === 1;
        entry = new SocketEntry(++this.lastId, 'unix', 'unix', namespace, inode, noPair, -1, this.now, isFirst);
        this.byInode.set(inode, entry);
        this.changed.push(entry);
        if (this.holders.of(inode).length === 0) this.unowned.add(inode);
      }
      entry.seenIn = this.refreshes;
      if (entry.state === state && entry.local.address === path) continue;
      entry.state = state;
      entry.local = { address: path, port: 0 };
      this.note(entry);
    }
  }

  private note(entry: SocketEntry): void {
    if (entry.changed) return;
    entry.changed = true;
    this.changed.push(entry);
  }

  /** Marks what was not seen as closed, and gives the rows whose time is over. */
  private close(): number[] {
    for (const [inode, entry] of this.byInode)
      if (entry.seenIn !== this.refreshes) {
        this.byInode.delete(inode);
        this.unowned.delete(inode);
        this.closeEntry(entry);
      }
    for (const [key, entry] of this.byPair) {
      if (entry.seenIn === this.refreshes) continue;
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

  private closeEntry(entry: SocketEntry): void {
    entry.closedAt = this.now;
    this.closed.add(entry);
    this.note(entry);
  }

  private findOwners(sweep: boolean, quickly: boolean): void {
    const isLive = (inode: number): boolean => this.byInode.has(inode);
    const isFirst = this.refreshes === 1;
    if (this.unowned.size > 0) this.holders.search(this.unowned, isLive, !quickly || isFirst);
    if (quickly && !isFirst && this.refreshes % patience === 0) this.holders.search(this.lasting(), isLive);
    if (sweep && this.refreshes > 1) this.holders.sweep(isLive);
    for (const entry of this.byInode.values()) this.setOwner(entry);
  }

  /** Sockets without an owner that were there at the refresh before: only for them all processes are worth a search. */
  private lasting(): ReadonlySet<number> {
    return new Set([...this.unowned].filter((inode) => (this.byInode.get(inode)?.firstSeen ?? this.now) < this.now));
  }

  private setOwner(entry: SocketEntry): void {
    const pids = this.holders.of(entry.inode);
    const facts = pids.length > 0 ? this.holders.facts(pids[0]) : undefined;
    const { ownership } = entry;
    if (facts === undefined) {
      this.unowned.add(entry.inode);
      // Known once, it stays until all processes were searched in vain: a socket may be passed on.
      if (ownership.pid !== null && this.holders.triesFor(entry.inode) === 0) return;
      const reason = this.reasonFor(entry);
      if (ownership.reason === reason) return;
      entry.ownership = { ...nobody, reason };
      this.note(entry);
      return;
    }
    this.unowned.delete(entry.inode);
    const others = pids.length - 1;
    if (
      ownership.pid === facts.pid &&
      ownership.process === facts.name &&
      ownership.command === facts.command &&
      ownership.sharedWith.length === others
    )
      return;
    entry.ownership = ownedBy(facts, pids.slice(1));
    this.note(entry);
  }

  private reasonFor(entry: SocketEntry): MissingOwner {
    if (this.holders.triesFor(entry.inode) < 2) return 'closed before it was seen';
    return this.holders.denied && entry.userId !== ownUser
      ? 'owned by another user'
      : 'held by no process that can be seen';
  }
}

function ownedBy(
  facts: { pid: number; name: string; command: string; user: string; container: string | null },
  sharedWith: readonly number[],
): Ownership {
  const { pid, name, command, user, container } = facts;
  return { pid, sharedWith, process: name, command, user, container, reason: null };
}

function samePair(pair: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < pair.length; i++) if (pair[i] !== bytes[at + i]) return false;
  return true;
}

function pairKey(bytes: Uint8Array, at: number, { name, digits }: SocketFile, namespace: number): string {
  const pair = Buffer.from(bytes.buffer, bytes.byteOffset + at, pairLength(digits)).toString('latin1');
  return `${namespace} ${name} ${pair}`;
}

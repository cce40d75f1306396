/** The socket table of Linux: reads /proc/net of every network namespace, and gives each socket its owner. */
import type { MissingOwner, SocketRow } from '../../shared/sockets';
import { SocketHolders } from './holders';
import { readProcFile, readProcText } from './proc-file';
import { SocketCounters, type SocketNews } from './socket-counters';
import { SocketEntries } from './socket-entries';
import { nobody, type Ownership, type SocketEntry, type SocketList } from './socket-entry';
import { type SocketFile, socketFiles, timeWait } from './socket-files';
import { eachSocketLine } from './socket-lines';
import type { RefreshOptions, SocketSource, SourceChange } from './socket-source';
import { unixLines } from './unix-lines';

/** Refreshes for owners between two that check again what is known. */
const seldom = 50;
/** Refreshes for owners between two searches of all processes. */
const patience = 3;
/** Milliseconds after which a refresh for owners reads everything, also where nothing seems to be new. */
const longestTrust = 500;
/** Milliseconds for which a connection that is not accepted yet, or has no owner yet, is worth another look. */
const settling = 200;
const ownUser = process.geteuid?.() ?? -1;

export class LinuxSockets implements SocketSource {
  private readonly holders: SocketHolders;
  private readonly counters: SocketCounters;
  private readonly entries = new SocketEntries();
  private readonly lists = new Map<string, SocketList>();
  private readAllAt = Number.NEGATIVE_INFINITY;
  /** Lists of connections that have just come, and wait for a program to accept them or for their owner to be found. */
  private unsettled: ReadonlySet<SocketList> = new Set();

  constructor(private readonly proc = '/proc') {
    this.holders = new SocketHolders(proc);
    this.counters = new SocketCounters(proc);
  }

  async refresh(options: RefreshOptions): Promise<SourceChange> {
    return this.read(options);
  }

  /** The same at once. */
  read({ now, unix, whole, ownersOnly = false }: RefreshOptions): SourceChange {
    const { entries } = this;
    entries.begin(now);
    this.holders.update();
    const namespaces = this.namespaces();
    if (ownersOnly) this.counters.follow(namespaces);
    const all = !ownersOnly || whole || now - this.readAllAt >= longestTrust;
    // What is not read again below is gone.
    if (all) for (const list of this.lists.values()) list.readIn = entries.refreshes;
    for (const [namespace, process] of namespaces) {
      const news = ownersOnly ? this.counters.take(namespace) : undefined;
      this.readNamespace(namespace, process, ownersOnly, all ? undefined : news);
      if (unix) this.readUnix(namespace, process);
    }
    if (all) this.readAllAt = now;
    const removed = entries.close();
    this.findOwners(!ownersOnly || entries.refreshes === 1 || entries.refreshes % seldom === 0, ownersOnly);
    this.unsettled = ownersOnly ? this.findUnsettled() : new Set();
    const rows: SocketRow[] = [];
    for (const entry of whole ? entries.all() : entries.changed) rows.push(entry.row());
    for (const entry of entries.changed) entry.changed = false;
    return { rows, removed, namespaces: namespaces.size, problem: this.problem() };
  }

  /** Sockets whose owner a second look may still find. */
  get mayFindMore(): boolean {
    return [...this.entries.unowned].some((inode) => this.holders.triesFor(inode) === 1);
  }

  get mayHaveNews(): boolean {
    return this.unsettled.size > 0 || this.counters.moved;
  }

  close(): void {
    this.counters.close();
  }

  private problem(): string {
    return this.holders.denied
      ? 'The processes of other users do not show their sockets to this one: started as root, Sockeye sees them all.'
      : '';
  }

  /** A process of each, by which its tables are read. */
  private namespaces(): ReadonlyMap<number, number | string> {
    const found = this.holders.namespaces();
    return found.size > 0 ? found : new Map([[0, 'self']]);
  }

  /** Where `news` are given, only the lists that can have changed. */
  private readNamespace(
    namespace: number,
    process: number | string,
    ownersOnly: boolean,
    news: SocketNews | undefined,
  ): void {
    const before = this.entries.newConnections;
    for (const file of socketFiles) {
      if (ownersOnly && file.protocol === 'raw') continue;
      const found = this.entries.newConnections - before;
      // IPv4's connections come first: where they account for all that was opened, those of IPv6 need no look.
      const isWorthIt =
        news === undefined ||
        (file.protocol === 'udp' ? news.datagrams : found < news.connections || this.isUnsettled(namespace, file));
      if (isWorthIt) this.readFile(file, namespace, process, ownersOnly);
    }
  }

  private readFile(file: SocketFile, namespace: number, process: number | string, ownersOnly: boolean): void {
    const { entries } = this;
    const read = readProcFile(`${this.proc}/${process}/net/${file.name}`);
    if (read === undefined) return;
    const { bytes, length } = read;
    const list = this.list(namespace, file.name);
    eachSocketLine(bytes, length, file.digits, (line) => {
      if (!ownersOnly || line.state !== timeWait) entries.take(bytes, line, file, list);
    });
  }

  private readUnix(namespace: number, process: number | string): void {
    const list = this.list(namespace, 'unix');
    for (const line of unixLines(readProcText(`${this.proc}/${process}/net/unix`))) this.entries.takeUnix(line, list);
  }

  private list(namespace: number, name: string): SocketList {
    const key = listKey(namespace, name);
    const list = this.lists.get(key) ?? { namespace, readIn: 0 };
    this.lists.set(key, list);
    list.readIn = this.entries.refreshes;
    return list;
  }

  private findOwners(sweep: boolean, quickly: boolean): void {
    const { byInode, unowned, refreshes } = this.entries;
    const isLive = (inode: number): boolean => byInode.has(inode);
    const isFirst = refreshes === 1;
    for (const inode of unowned) if (this.holders.of(inode).length > 0) unowned.delete(inode);
    if (unowned.size > 0) this.holders.search(unowned, isLive, !quickly || isFirst);
    if (quickly && !isFirst && refreshes % patience === 0) this.holders.search(this.lasting(), isLive);
    if (sweep && !isFirst) this.holders.sweep(isLive);
    for (const entry of byInode.values()) this.setOwner(entry);
  }

  /** Sockets without an owner that were there at the refresh before: only for them all processes are worth a search. */
  private lasting(): ReadonlySet<number> {
    const { unowned, byInode, now } = this.entries;
    return new Set([...unowned].filter((inode) => (byInode.get(inode)?.firstSeen ?? now) < now));
  }

  private isUnsettled(namespace: number, { name }: SocketFile): boolean {
    const list = this.lists.get(listKey(namespace, name));
    return list !== undefined && this.unsettled.has(list);
  }

  private findUnsettled(): ReadonlySet<SocketList> {
    const { now } = this.entries;
    const found = new Set<SocketList>();
    for (const { ownership, firstSeen, closedAt, protocol, list } of this.entries.all())
      if (ownership.pid === null && closedAt === null && protocol === 'tcp' && now - firstSeen < settling)
        found.add(list);
    return found;
  }

  private setOwner(entry: SocketEntry): void {
    const pids = this.holders.of(entry.inode);
    const facts = pids.length > 0 ? this.holders.facts(pids[0]) : undefined;
    const { ownership } = entry;
    if (facts === undefined) {
      this.entries.unowned.add(entry.inode);
      // Known once, it stays until all processes were searched in vain: a socket may be passed on.
      if (ownership.pid !== null && this.holders.triesFor(entry.inode) === 0) return;
      const reason = this.reasonFor(entry);
      if (ownership.reason === reason) return;
      entry.ownership = { ...nobody, reason };
      this.entries.note(entry);
      return;
    }
    this.entries.unowned.delete(entry.inode);
    const others = pids.length - 1;
    if (
      ownership.pid === facts.pid &&
      ownership.process === facts.name &&
      ownership.command === facts.command &&
      ownership.sharedWith.length === others
    )
      return;
    entry.ownership = ownedBy(facts, pids.slice(1));
    this.entries.note(entry);
  }

  private reasonFor(entry: SocketEntry): MissingOwner {
    const tries = this.holders.triesFor(entry.inode);
    if (tries > 0 && this.holders.denied && entry.userId !== ownUser) return 'owned by another user';
    // A process that got it while the others were searched is found the next time.
    return tries < 2 ? 'not found yet' : 'held by no process that can be seen';
  }
}

const listKey = (namespace: number, name: string): string => `${namespace} ${name}`;

function ownedBy(
  facts: { pid: number; name: string; command: string; user: string; container: string | null },
  sharedWith: readonly number[],
): Ownership {
  const { pid, name, command, user, container } = facts;
  return { pid, sharedWith, process: name, command, user, container, reason: null };
}

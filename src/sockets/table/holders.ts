/** Which processes hold which sockets: walks /proc/PID/fd, and remembers what it found so that it need not walk again. */

import { readProcFolder, readProcLink } from './proc-file';
import { type ProcessFacts, processStartTime, readProcessFacts } from './process-facts';

interface WatchedProcess {
  readonly pid: number;
  /** Sockets by file descriptor. */
  readonly sockets: Map<string, number>;
  /** Descriptors that were no sockets when they were read last; kept of processes with many alone. */
  readonly others: Set<string>;
  /** How many descriptors each socket has here. */
  readonly counts: Map<number, number>;
  scanned: boolean;
  denied: boolean;
  /** Undefined where it may not be read. */
  namespace: number | undefined;
  facts: ProcessFacts | undefined;
  /** Number of the search in which one of its sockets was found last. */
  foundAt: number;
}

/** Sockets that no process was found to hold are looked for again after so many searches, then twice as many, and so on. */
const longestPause = 64;

/** Searches after which a process counts among the others again. */
const lately = 100;

/** A process with more descriptors than this is not read whole each time. */
const manyDescriptors = 64;

/** What one sweep checks again, at most. */
const sweptProcesses = 4;
const sweptLinks = 500;

interface Missed {
  tries: number;
  nextTry: number;
}

export class SocketHolders {
  private readonly processes = new Map<number, WatchedProcess>();
  private readonly holders = new Map<number, number[]>();
  private readonly missed = new Map<number, Missed>();
  private searches = 0;
  private sweepAt = 0;
  /** The descriptors of some processes may not be read by this user. */
  denied = false;

  constructor(private readonly proc = '/proc') {}

  /** Takes note of processes that started and ended. */
  update(): void {
    const names = readProcFolder(this.proc);
    if (!Array.isArray(names)) return;
    const living = new Set<number>();
    for (const name of names) {
      const first = name.charCodeAt(0);
      if (first < 0x30 || first > 0x39) continue;
      const pid = Number(name);
      living.add(pid);
      if (!this.processes.has(pid)) this.processes.set(pid, this.newProcess(pid));
    }
    for (const pid of this.processes.keys()) if (!living.has(pid)) this.forget(pid);
  }

  /** One process of each network namespace that can be seen, by the namespace's number. */
  namespaces(): ReadonlyMap<number, number> {
    const found = new Map<number, number>();
    for (const { pid, namespace } of this.processes.values())
      if (namespace !== undefined && !found.has(namespace)) found.set(namespace, pid);
    return found;
  }

  /** The processes that hold a socket, the one that was found first at the front. */
  of(inode: number): readonly number[] {
    return this.holders.get(inode) ?? [];
  }

  /** How often all processes were searched for a socket in vain. */
  triesFor(inode: number): number {
    return this.missed.get(inode)?.tries ?? 0;
  }

  facts(pid: number): ProcessFacts | undefined {
    const process = this.processes.get(pid);
    if (process === undefined) return undefined;
    process.facts ??= readProcessFacts(this.proc, pid);
    return process.facts;
  }

  /**
   * Looks for the holders of sockets: in processes that are new, in those that opened sockets lately, then in all others, and no
   * further than it must; where it is not `thorough`, never in the others. `isLive` tells which sockets there are.
   */
  search(wanted: ReadonlySet<number>, isLive: (inode: number) => boolean, thorough = true): void {
    this.searches++;
    const open = new Set<number>();
    for (const inode of wanted) {
      const missed = this.missed.get(inode);
      if (missed === undefined || (thorough && missed.nextTry <= this.searches)) open.add(inode);
    }
    if (open.size === 0) return;
    // A process may have started since the tables were read.
    this.update();
    const isFirst = this.searches === 1;
    // What was searched for in vain may have been passed to a process under a number that stood for another socket there.
    const again = thorough && [...open].some((inode) => this.missed.has(inode));
    const stillSame = again ? () => false : isLive;
    for (const process of this.inOrder()) {
      if (!thorough && process.scanned && (process.foundAt === 0 || this.searches - process.foundAt > lately)) break;
      this.scan(process, open, stillSame, thorough);
      // The very first time everything is read, so that sockets with several holders show them all.
      if (open.size === 0 && !isFirst) break;
    }
    if (!thorough) return;
    for (const inode of open) {
      const tries = this.triesFor(inode) + 1;
      this.missed.set(inode, { tries, nextTry: this.searches + Math.min(longestPause, 2 ** (tries - 1)) });
    }
  }

  /** Checks again what is known of the next few processes: sockets passed on, names changed, numbers used again. */
  sweep(isLive: (inode: number) => boolean): void {
    const pids = [...this.processes.keys()];
    let links = 0;
    for (let i = 0; i < Math.min(sweptProcesses, pids.length) && links < sweptLinks; i++) {
      const pid = pids[this.sweepAt++ % pids.length];
      const process = this.processes.get(pid)!;
      const { facts } = process;
      if (facts !== undefined && processStartTime(this.proc, pid) !== facts.startTime) {
        this.forget(pid);
        this.processes.set(pid, this.newProcess(pid));
        continue;
      }
      process.facts = facts && readProcessFacts(this.proc, pid);
      process.namespace = this.namespaceOf(pid);
      this.scan(process, new Set(), () => false, true);
      links += process.sockets.size + process.others.size;
    }
    for (const inode of this.missed.keys()) if (!isLive(inode)) this.missed.delete(inode);
  }

  private inOrder(): WatchedProcess[] {
    return [...this.processes.values()].sort(
      (a, b) => Number(a.scanned) - Number(b.scanned) || b.foundAt - a.foundAt || b.pid - a.pid,
    );
  }

  private newProcess(pid: number): WatchedProcess {
    const namespace = this.namespaceOf(pid);
    return {
      pid,
      sockets: new Map(),
      others: new Set(),
      counts: new Map(),
      scanned: false,
      denied: false,
      namespace,
      facts: undefined,
      // A program that has just started is about to open its sockets.
      foundAt: this.searches,
    };
  }

  private namespaceOf(pid: number): number | undefined {
    const link = readProcLink(`${this.proc}/${pid}/ns/net`);
    const number = link === undefined ? undefined : /^net:\[(\d+)\]$/.exec(link)?.[1];
    return number === undefined ? undefined : Number(number);
  }

  /**
   * Reads the descriptors that are not known to be sockets that still exist, and takes what it finds out of `open`. Where it is not
   * `thorough`, what was no socket before is taken for the same still.
   */
  private scan(
    process: WatchedProcess,
    open: Set<number>,
    isLive: (inode: number) => boolean,
    thorough: boolean,
  ): void {
    const folder = `${this.proc}/${process.pid}/fd`;
    const names = readProcFolder(folder);
    process.scanned = true;
    process.denied = names === 'denied';
    if (process.denied) this.denied = true;
    if (!Array.isArray(names)) return;
    if (process.sockets.size + process.others.size > 0) {
      const there = new Set(names);
      for (const fd of process.sockets.keys()) if (!there.has(fd)) this.drop(process, fd);
      for (const fd of process.others) if (!there.has(fd)) process.others.delete(fd);
    }
    const isLarge = names.length > manyDescriptors;
    for (const fd of names) {
      if (!thorough && process.others.has(fd)) continue;
      const known = process.sockets.get(fd);
      if (known !== undefined && isLive(known)) continue;
      const inode = socketInode(readProcLink(`${folder}/${fd}`));
      if (inode === undefined && isLarge) process.others.add(fd);
      else process.others.delete(fd);
      if (known === inode) continue;
      if (known !== undefined) this.drop(process, fd);
      if (inode !== undefined) this.add(process, fd, inode, open);
    }
  }

  private add(process: WatchedProcess, fd: string, inode: number, open: Set<number>): void {
    process.sockets.set(fd, inode);
    const count = process.counts.get(inode) ?? 0;
    process.counts.set(inode, count + 1);
    if (count === 0) this.holders.set(inode, [...(this.holders.get(inode) ?? []), process.pid]);
    // What the first search finds may be as old as the machine.
    if (open.delete(inode) && this.searches > 1) process.foundAt = this.searches;
    this.missed.delete(inode);
  }

  private drop(process: WatchedProcess, fd: string): void {
    const inode = process.sockets.get(fd);
    if (inode === undefined) return;
    process.sockets.delete(fd);
    const count = process.counts.get(inode) ?? 1;
    if (count > 1) {
      process.counts.set(inode, count - 1);
      return;
    }
    process.counts.delete(inode);
    const others = this.holders.get(inode)?.filter((pid) => pid !== process.pid) ?? [];
    if (others.length === 0) this.holders.delete(inode);
    else this.holders.set(inode, others);
  }

  private forget(pid: number): void {
    const process = this.processes.get(pid);
    if (process === undefined) return;
    for (const fd of [...process.sockets.keys()]) this.drop(process, fd);
    this.processes.delete(pid);
  }
}

const prefix = 'socket:[';

function socketInode(link: string | undefined): number | undefined {
  return link?.startsWith(prefix) ? Number(link.slice(prefix.length, -1)) : undefined;
}

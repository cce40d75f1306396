/**
 * The kernel's own counters of opened connections and of datagrams (RFC 4022 tcpActiveOpens, tcpPassiveOpens; RFC 4113): they tell in
 * microseconds whether reading the tables, which takes milliseconds, can have found a socket that was not there before.
 */
import { closeSync, openSync, readSync } from 'node:fs';

/** What moved since the tables were read last. */
export interface SocketNews {
  /** Connections that were opened, attempts that failed included. */
  readonly connections: number;
  readonly datagrams: boolean;
}

interface Followed {
  /** /proc/PID/net/snmp and snmp6, held open: that also keeps the namespace, so they are closed when its last process is gone. */
  readonly files: readonly number[];
  taken: Totals;
}

interface Totals {
  readonly opened: number;
  readonly datagrams: number;
}

const buffer = Buffer.alloc(16 * 1024);
const nothing: Totals = { opened: 0, datagrams: 0 };

export class SocketCounters {
  private readonly followed = new Map<number, Followed>();

  constructor(private readonly proc = '/proc') {}

  /** Follows these namespaces, each by one of its processes, and no others. */
  follow(namespaces: ReadonlyMap<number, number | string>): void {
    for (const [namespace, { files }] of this.followed)
      if (!namespaces.has(namespace)) {
        files.forEach(closeSync);
        this.followed.delete(namespace);
      }
    for (const [namespace, process] of namespaces)
      if (!this.followed.has(namespace))
        this.followed.set(namespace, { files: this.open(`${this.proc}/${process}/net`), taken: nothing });
  }

  /** Something moved since `take`. */
  get moved(): boolean {
    for (const { files, taken } of this.followed.values()) {
      const { opened, datagrams } = totals(files);
      if (opened !== taken.opened || datagrams !== taken.datagrams) return true;
    }
    return false;
  }

  /** What moved in a namespace since this was asked before. Undefined where it cannot be told. */
  take(namespace: number): SocketNews | undefined {
    const followed = this.followed.get(namespace);
    if (followed === undefined || followed.files.length === 0) return undefined;
    const { taken, files } = followed;
    followed.taken = totals(files);
    const { opened, datagrams } = followed.taken;
    return { connections: opened - taken.opened, datagrams: datagrams !== taken.datagrams };
  }

  close(): void {
    this.follow(new Map());
  }

  private open(folder: string): number[] {
    const files: number[] = [];
    for (const name of ['snmp', 'snmp6']) {
      try {
        files.push(openSync(`${folder}/${name}`, 'r'));
      } catch {
        // IPv6 is switched off, or the process has ended.
      }
    }
    return files;
  }
}

function totals(files: readonly number[]): Totals {
  let [opened, datagrams] = [0, 0];
  for (const file of files) {
    const text = textOf(file);
    opened += sum(/^Tcp: -?\d.*$/m.exec(text)?.[0], [5, 6]);
    // Received, sent; in IPv6's file each has a line of its own.
    datagrams += sum(/^Udp: \d.*$/m.exec(text)?.[0], [1, 4]);
    datagrams += sum(/^Udp6InDatagrams.*$/m.exec(text)?.[0], [1]) + sum(/^Udp6OutDatagrams.*$/m.exec(text)?.[0], [1]);
  }
  return { opened, datagrams };
}

function textOf(file: number): string {
  try {
    return buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0));
  } catch {
    return '';
  }
}

function sum(line: string | undefined, places: readonly number[]): number {
  const words = line?.split(/\s+/) ?? [];
  return places.reduce((total, place) => total + Number(words[place] ?? 0), 0);
}

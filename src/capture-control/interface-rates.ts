/** How much each interface carries, from counters the system keeps anyway: for sparklines, without capturing. */
import { readFileSync } from 'node:fs';
import type { InterfaceRate } from '../shared/live-capture';

interface Counters {
  readonly packets: number;
  readonly bytes: number;
  readonly drops: number;
}

/** Columns of /proc/net/dev behind the interface's name. proc(5) */
const column = { receivedBytes: 0, receivedPackets: 1, receivedDrops: 3, sentBytes: 8, sentPackets: 9 } as const;
const counters = '/proc/net/dev';

/** Keeps the last look, so that each call tells what came since. Empty on systems that have no such file. */
export class InterfaceRates {
  #last = new Map<string, Counters>();
  #time = 0;

  /** Rates since the call before; of the first call all are 0. */
  look(): InterfaceRate[] {
    const now = performance.now();
    const seconds = (now - this.#time) / 1000;
    const before = this.#last;
    const current = readCounters(readText());
    this.#last = current;
    this.#time = now;
    return [...current].map(([name, { packets, bytes, drops }]) => {
      const old = before.get(name);
      const perSecond = (value: number, earlier: number | undefined): number =>
        earlier === undefined || seconds <= 0 ? 0 : Math.max(0, value - earlier) / seconds;
      return {
        name,
        packetsPerSecond: perSecond(packets, old?.packets),
        bytesPerSecond: perSecond(bytes, old?.bytes),
        drops,
      };
    });
  }
}

function readText(): string {
  try {
    return readFileSync(counters, 'utf8');
  } catch {
    return '';
  }
}

/** Loopback sends to itself, so each of its packets is counted once. */
export function readCounters(text: string): Map<string, Counters> {
  const found = new Map<string, Counters>();
  for (const line of text.split('\n')) {
    const match = /^\s*([^\s:]+(?::[^\s:]+)*):\s*(\d.*)$/.exec(line);
    if (match === null) continue;
    const values = match[2].trim().split(/\s+/).map(Number);
    const isLoopback = match[1] === 'lo';
    found.set(match[1], {
      packets: values[column.receivedPackets] + (isLoopback ? 0 : values[column.sentPackets]),
      bytes: values[column.receivedBytes] + (isLoopback ? 0 : values[column.sentBytes]),
      drops: values[column.receivedDrops],
    });
  }
  return found;
}

/** Conversations and endpoints of packets: who spoke with whom at a layer, how much, and when. */
import { etherText, hexText, ipv4Text, ipv6Text } from '../bytes/address';
import type { FieldValue } from '../declare/field';
import type { FrameNumber } from '../view';

export const conversationLayers = ['eth', 'wlan', 'ip', 'ipv6', 'tcp', 'udp', 'sctp'] as const;
/** The layer at which conversations are told apart, by its filter name. */
export type ConversationLayer = (typeof conversationLayers)[number];

/** One end of a conversation. */
export interface End {
  readonly address: string;
  /** -1 where the layer has no ports. */
  readonly port: number;
}

/** The packets between two ends. The first one sent the first of them. Times in nanoseconds from the capture's first packet. */
export interface Conversation {
  readonly first: End;
  readonly second: End;
  /** Wireshark's stream number, -1 at layers that have none. */
  readonly stream: number;
  readonly sent: Traffic;
  readonly received: Traffic;
  readonly start: bigint;
  readonly duration: bigint;
  /** The packet that began it. */
  readonly frame: FrameNumber;
}

/** Packets, and their bytes on the wire with the headers of all layers. */
export interface Traffic {
  readonly packets: number;
  readonly bytes: number;
}

/** What an end sent and received. */
export interface Endpoint extends End {
  readonly sent: Traffic;
  readonly received: Traffic;
}

interface Pair {
  readonly first: End;
  readonly second: End;
  readonly stream: number;
  readonly frame: FrameNumber;
  start: bigint;
  end: bigint;
  sentPackets: number;
  sentBytes: number;
  receivedPackets: number;
  receivedBytes: number;
}

/** Grows by packets, in any number of conversations. */
export class ConversationPairs {
  private readonly pairs: Pair[] = [];
  private readonly byKey = new Map<string, number>();

  get count(): number {
    return this.pairs.length;
  }

  /** Number of the conversation of two ends, opened where there is none. Twice the number, plus 1 where `from` is its second end. */
  find(from: End, to: End, stream: number, frame: FrameNumber, time: bigint): number {
    const [a, b] = [keyOf(from), keyOf(to)];
    const key = `${stream} ${a < b ? `${a} ${b}` : `${b} ${a}`}`;
    const known = this.byKey.get(key);
    if (known !== undefined) {
      const { first } = this.pairs[known];
      return known * 2 + (first.address === from.address && first.port === from.port ? 0 : 1);
    }
    this.byKey.set(key, this.pairs.length);
    const counts = { sentPackets: 0, sentBytes: 0, receivedPackets: 0, receivedBytes: 0 };
    return this.pairs.push({ first: from, second: to, stream, frame, start: time, end: time, ...counts }) * 2 - 2;
  }

  /** Whether both ends of a conversation are the same. `number` is what `find` gave. */
  isLoop(number: number): boolean {
    const { first, second } = this.pairs[number >>> 1];
    return first.address === second.address && first.port === second.port;
  }

  /** Counts a packet. `number` is what `find` gave for its source and destination. */
  add(number: number, bytes: number, time: bigint): void {
    const pair = this.pairs[number >>> 1];
    if ((number & 1) === 0) {
      pair.sentPackets++;
      pair.sentBytes += bytes;
    } else {
      pair.receivedPackets++;
      pair.receivedBytes += bytes;
    }
    // A capture need not be in the order of its times.
    if (time < pair.start) pair.start = time;
    if (time > pair.end) pair.end = time;
  }

  /** In order of their first packets. */
  conversations(): readonly Conversation[] {
    return this.pairs.map((pair) => ({
      first: pair.first,
      second: pair.second,
      stream: pair.stream,
      sent: { packets: pair.sentPackets, bytes: pair.sentBytes },
      received: { packets: pair.receivedPackets, bytes: pair.receivedBytes },
      start: pair.start,
      duration: pair.end - pair.start,
      frame: pair.frame,
    }));
  }

  /** In order of their first packets, of two in the same packet the sender first. */
  endpoints(): readonly Endpoint[] {
    const ends = new Map<string, { end: End; sent: Counter; received: Counter }>();
    const countOf = (end: End) => {
      const key = keyOf(end);
      let known = ends.get(key);
      if (known === undefined) {
        known = { end, sent: { packets: 0, bytes: 0 }, received: { packets: 0, bytes: 0 } };
        ends.set(key, known);
      }
      return known;
    };
    for (const pair of this.pairs) {
      const [first, second] = [countOf(pair.first), countOf(pair.second)];
      increase(first.sent, pair.sentPackets, pair.sentBytes);
      increase(second.received, pair.sentPackets, pair.sentBytes);
      increase(second.sent, pair.receivedPackets, pair.receivedBytes);
      increase(first.received, pair.receivedPackets, pair.receivedBytes);
    }
    return [...ends.values()].map(({ end, sent, received }) => ({ ...end, sent, received }));
  }
}

interface Counter {
  packets: number;
  bytes: number;
}

function increase(counter: Counter, packets: number, bytes: number): void {
  counter.packets += packets;
  counter.bytes += bytes;
}

const keyOf = ({ address, port }: End): string => `${address} ${port}`;

/** An address as it stands in the table. */
export function addressText(layer: 'eth' | 'wlan' | 'ip' | 'ipv6', value: FieldValue): string {
  if (typeof value !== 'object') return ipv4Text(Number(value));
  return layer === 'eth' || layer === 'wlan'
    ? etherText(value)
    : value.length === 16
      ? ipv6Text(value)
      : hexText(value);
}

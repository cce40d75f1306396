/** One stream that is followed: what it consists of so far, its bytes, and the way from bytes to packets and back. */
import { addressTextOf } from '../bytes/address';
import type { FilterSource } from '../filter/compiled-filter';
import type { CaptureIndex } from '../index/index-pass';
import type { FrameNumber } from '../view';
import { HttpBytes } from './http-bytes';
import type { StreamRecord } from './stream-records';
import type { StreamSource } from './stream-source';
import { TcpBytes } from './tcp-bytes';
import { UdpBytes } from './udp-bytes';

/** What is followed. HTTP and TLS run over TCP, and their streams have its numbers. */
export type StreamKind = 'tcp' | 'udp' | 'http' | 'tls';

export interface StreamEndpoint {
  readonly address: string;
  readonly port: number;
  /** The name that the capture itself brings for the address. */
  readonly name?: string;
}

/** How a stream stands. Of pairs the first element is the client's, the second the server's. */
export interface StreamSummary {
  readonly kind: StreamKind;
  /** Its number, and how many streams of its transport there are. */
  readonly stream: number;
  readonly streams: number;
  readonly endpoints: readonly [client: StreamEndpoint, server: StreamEndpoint];
  readonly packets: readonly [client: number, server: number];
  readonly bytes: readonly [client: number, server: number];
  /** Bytes that are not in the capture: missing between others, or cut off packets. */
  readonly missing: readonly [client: number, server: number];
  readonly records: number;
  /** Bytes of both directions. */
  readonly length: number;
  /** Segments that wait for bytes before them. */
  readonly waiting: number;
  /** Whether all packets that are indexed have been looked at. */
  readonly complete: boolean;
  /** The packet that the stream begins with. */
  readonly firstPacket: FrameNumber;
  /** The display filter that lets through the packets of the stream alone. */
  readonly filter: string;
}

const makers: Readonly<Record<StreamKind, (source: FilterSource, conversations: readonly number[]) => StreamSource>> = {
  tcp: (source, conversations) => new TcpBytes(source, conversations),
  udp: (source, conversations) => new UdpBytes(source, conversations),
  http: (source, conversations) => new HttpBytes(source, conversations),
  // Records are encrypted: their bytes are shown as they are.
  tls: (source, conversations) => new TcpBytes(source, conversations),
};

export class FollowedStream {
  readonly source: StreamSource;

  constructor(
    readonly kind: StreamKind,
    private readonly packets: FilterSource,
    /** Rows of the conversation table. */
    private readonly conversations: readonly number[],
    private readonly now: () => number,
  ) {
    this.source = makers[kind](packets, conversations);
  }

  /** The index that the stream was found in. A capture that is indexed anew has another one. */
  get index(): CaptureIndex {
    return this.packets.index;
  }

  /** Looks at packets for about so many milliseconds, also at those that came since. True while there are more. */
  advance(milliseconds: number): boolean {
    const deadline = this.now() + milliseconds;
    while (this.source.more) {
      this.source.step();
      if (this.now() >= deadline) break;
    }
    return this.source.more;
  }

  /** Shows what waits for missing bytes once the connection is over and all packets were looked at. True when that changed something. */
  settle(): boolean {
    return !this.source.more && this.source.settle?.() === true;
  }

  get records(): number {
    return this.source.records.count;
  }

  /** Bytes of both directions found so far. */
  get length(): number {
    return this.source.records.total;
  }

  record(index: number): StreamRecord {
    return this.source.records.get(index);
  }

  /** The first record that a packet brought; -1 where it brought none. */
  recordOf(number: FrameNumber): number {
    const { records } = this.source;
    for (let index = 0; index < records.count; index++) if (records.rowAt(index) === number - 1) return index;
    return -1;
  }

  /** The bytes of a data record, or a part of them; shorter where the file no longer has them. */
  bytesOf(index: number, from = 0, length = this.record(index).length - from): Uint8Array {
    const bytes = new Uint8Array(length);
    const count = this.source.copy(index, from, length, bytes, 0);
    return count < length ? bytes.subarray(0, count) : bytes;
  }

  /** Whether records of the second endpoint are the client's: it sent the SYN, and the capture begins with the answer. */
  get reversed(): boolean {
    const { conversations, tcp } = this.index.memory;
    const [row] = this.conversations;
    if (this.kind === 'udp') return false;
    const serverPort = tcp.streams.serverPortOf(conversations.streamOf(row));
    return serverPort === conversations.portOf(row, false) && serverPort !== conversations.portOf(row, true);
  }

  /** The first endpoint of the conversation, or the second. */
  endpoint(second: boolean): StreamEndpoint {
    const { conversations } = this.index.memory;
    const [row] = this.conversations;
    return {
      address: addressTextOf(conversations.addressOf(row, second)),
      port: conversations.portOf(row, second),
    };
  }

  summary(): StreamSummary {
    const { source, kind, reversed } = this;
    const { conversations } = this.index.memory;
    const [row] = this.conversations;
    const stream = conversations.streamOf(row);
    const transport = kind === 'udp' ? 'udp' : 'tcp';
    const ordered = <Value>([first, second]: readonly [Value, Value]): readonly [Value, Value] =>
      reversed ? [second, first] : [first, second];
    return {
      kind,
      stream,
      streams: conversations.streamCount(conversations.kindOf(row)),
      endpoints: ordered([this.endpoint(false), this.endpoint(true)]),
      packets: ordered(source.packets),
      bytes: ordered(source.records.bytes),
      missing: ordered(source.records.missing),
      records: this.records,
      length: this.length,
      waiting: source.waiting,
      complete: !source.more,
      firstPacket: conversations.firstFrameOf(row),
      filter: `${transport}.stream eq ${stream}`,
    };
  }
}

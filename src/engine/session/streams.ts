/** The streams of a capture: which there are, and one of them followed. */
import { conversationKind } from '../declare/memory';
import type { FilterSource } from '../filter/compiled-filter';
import type { EngineHost } from '../host';
import { FollowedStream, type StreamKind } from '../streams/followed-stream';
import { type SaveTask, saveStreamTask } from '../streams/save-stream';
import type { Side } from '../streams/stream-records';
import { StreamSearch } from '../streams/stream-search';
import type { FrameNumber } from '../view';

export { FollowedStream, type StreamEndpoint, type StreamKind, type StreamSummary } from '../streams/followed-stream';
export { type PageRecord, readPage, type StreamPage } from '../streams/stream-page';
export type { Side, StreamRecord } from '../streams/stream-records';
export type { StreamMatch, StreamSearch } from '../streams/stream-search';

/** Two ends of a connection, as `-z follow,tcp,ascii,10.0.0.1:1024,10.0.0.2:80` names them. */
export interface EndpointPair {
  readonly addresses: readonly [Uint8Array, Uint8Array];
  readonly ports: readonly [number, number];
}

export class Streams {
  constructor(
    /** Gives a way to read packets with a window of its own, of the capture as it is indexed now. */
    private readonly openSource: (windowSize: number) => FilterSource,
    private readonly current: () => FilterSource,
    private readonly host: EngineHost,
  ) {}

  /** How many streams there are of the transport that a kind of stream runs over. */
  count(kind: StreamKind): number {
    return this.current().index.memory.conversations.streamCount(conversationKindOf(kind));
  }

  /** The number of the stream that a packet belongs to, by its innermost transport layer; -1 where it belongs to none of the kind. */
  streamOf(kind: StreamKind, number: FrameNumber): number {
    const { table, memory } = this.current().index;
    if (number < 1 || number > table.count) return -1;
    const row = table.conversationOf(number - 1);
    return row < 0 || memory.conversations.kindOf(row) !== conversationKindOf(kind)
      ? -1
      : memory.conversations.streamOf(row);
  }

  /** Opens a stream by its number; it has looked at no packet yet. Undefined where there is none. */
  open(kind: StreamKind, stream: number): FollowedStream | undefined {
    const row = this.current().index.memory.conversations.rowOf(conversationKindOf(kind), stream);
    return row < 0 ? undefined : this.follow(kind, [row]);
  }

  /** Opens all that two endpoints said to each other, connection after connection, as one stream. */
  openBetween(kind: StreamKind, { addresses, ports }: EndpointPair): FollowedStream | undefined {
    const { conversations } = this.current().index.memory;
    const wanted = conversationKindOf(kind);
    const isEnd = (row: number, second: boolean, end: number): boolean =>
      conversations.portOf(row, second) === ports[end] &&
      sameBytes(conversations.addressOf(row, second), addresses[end]);
    const rows: number[] = [];
    for (let stream = 0; stream < conversations.streamCount(wanted); stream++) {
      const row = conversations.rowOf(wanted, stream);
      if ((isEnd(row, false, 0) && isEnd(row, true, 1)) || (isEnd(row, false, 1) && isEnd(row, true, 0)))
        rows.push(row);
    }
    return rows.length === 0 ? undefined : this.follow(kind, rows);
  }

  /** Looks for bytes in a stream; it has looked at nothing yet. */
  search(stream: FollowedStream, wanted: Uint8Array, ignoreCase: boolean, side: Side): StreamSearch {
    return new StreamSearch(stream, wanted, ignoreCase, side, this.host.now);
  }

  /** Writes the bytes of a stream into a file; see `Task`. */
  save(stream: FollowedStream, side: Side, path: string): SaveTask {
    return saveStreamTask(this.host, stream, side, path);
  }

  /** Whether a stream is still of the capture as it is indexed now: when packets are ignored, all is indexed anew. */
  isCurrent(stream: FollowedStream): boolean {
    return stream.index === this.current().index;
  }

  private follow(kind: StreamKind, conversations: readonly number[]): FollowedStream {
    return new FollowedStream(kind, this.openSource(windowSize), conversations, this.host.now);
  }
}

/** Of a stream of a busy capture every packet is far from the one before. */
const windowSize = 256 * 1024;

const conversationKindOf = (kind: StreamKind) => (kind === 'udp' ? conversationKind.udp : conversationKind.tcp);

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

/** Where the bytes of a followed stream come from: the transport itself, or a transform of another source (messages, later decryption). */
import type { StreamRecords } from './stream-records';

export interface StreamSource {
  readonly records: StreamRecords;
  /** Packets of the stream by direction, so far. */
  readonly packets: readonly [forward: number, backward: number];
  /** Whether packets that are indexed were not looked at yet. */
  readonly more: boolean;
  /** Segments that wait for bytes before them. */
  readonly waiting: number;
  /** Looks at some more packets: some thousand at most. */
  step(): void;
  /** Once the connection is over, passes on what still waits, with the gaps before it. True when there was something. */
  settle?(): boolean;
  /** Copies `length` bytes of a record, from its byte `from` on, to `into[at]`; fewer where the file no longer has them. */
  copy(record: number, from: number, length: number, into: Uint8Array, at: number): number;
}

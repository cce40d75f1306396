/** A followed stream in chunks, as tshark and sharkd count them. */
import type { FollowedStream, StreamRecord } from '../../engine/session/streams';

/** A record of the stream as tshark counts them: gaps are chunks of text, what the capture cut off is none. */
export interface Chunk {
  readonly record: StreamRecord;
  readonly bytes: Uint8Array;
  /** Bytes of its direction before it. */
  readonly position: number;
}

/** TLS shows what was decrypted, and HTTP nothing but messages: a stream without any counts as empty. */
export function hasBegun(stream: FollowedStream): boolean {
  if (stream.kind === 'tls') return false;
  const [first, second] = stream.source.packets;
  return stream.kind === 'http' ? stream.records > 0 : first + second > 0;
}

/** The first node is who sent the first packet; of HTTP, the first message. */
export const startsWithSecond = (stream: FollowedStream): boolean =>
  stream.kind === 'http' && stream.record(0).backward;

/** The chunks from the `first` to the `last`, counted from 1. */
export function* chunksOf(
  stream: FollowedStream,
  [first, last]: readonly [number, number] = [1, Number.POSITIVE_INFINITY],
): Generator<Chunk> {
  const positions: [number, number] = [0, 0];
  let number = 0;
  for (let index = 0; index < stream.records && number < last; index++) {
    const record = stream.record(index);
    if (record.kind === 'cut') continue;
    const length = record.kind === 'missing' ? missingText(record.length).length : record.length;
    const position = positions[record.backward ? 1 : 0];
    positions[record.backward ? 1 : 0] += length;
    number++;
    if (number < first) continue;
    const bytes = record.kind === 'missing' ? missingText(record.length) : stream.bytesOf(index);
    yield { record, bytes, position };
  }
}

/** The text that stands for missing bytes, with the NUL that tshark counts to it. */
const missingText = (count: number): Uint8Array => Buffer.from(`[${count} bytes missing in capture file]\0`, 'latin1');

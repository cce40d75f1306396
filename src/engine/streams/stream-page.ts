/** A stretch of a followed stream: its records, or parts of them, and their bytes. */
import type { FollowedStream } from './followed-stream';
import type { Side, StreamRecord } from './stream-records';

/** A record, or the part of it that lies in the stretch. */
export interface PageRecord {
  /** Its number in the stream, from 0. */
  readonly index: number;
  readonly kind: StreamRecord['kind'];
  /** Row of the packet (its number less 1). */
  readonly row: number;
  readonly backward: boolean;
  /** Bytes of the record before the part. */
  readonly skip: number;
  /** Bytes of its own direction before the part. */
  readonly offset: number;
  /** Bytes of the part; for a gap those that are missing. */
  readonly length: number;
}

export interface StreamPage {
  /** Position of the first byte: bytes of the side before it. */
  readonly from: number;
  readonly records: readonly PageRecord[];
  /** The bytes of the data records, one behind the other. What the file no longer has is zero. */
  readonly bytes: Uint8Array;
}

/** The records between two positions of a side. A gap belongs to the position at which it stands, and at the end to the last byte. */
export function readPage(stream: FollowedStream, side: Side, from: number, length: number): StreamPage {
  const { records } = stream.source;
  const total = records.lengthOf(side);
  const end = Math.min(total, from + length);
  const bytes = new Uint8Array(Math.max(0, end - from));
  const found: PageRecord[] = [];
  let at = 0;
  for (let index = firstAt(stream, side, from); index < records.count; index++) {
    const record = records.get(index);
    const position = records.positionOf(index, side);
    if (position > end || (position === end && end < total)) break;
    if (side !== 'both' && record.backward !== (side === 'backward')) continue;
    const { kind, row, backward, before } = record;
    const offset = before[backward ? 1 : 0];
    if (kind !== 'data') {
      found.push({ index, kind, row, backward, skip: 0, offset, length: record.length });
      continue;
    }
    const skip = Math.max(0, from - position);
    const part = Math.min(record.length - skip, end - Math.max(position, from));
    if (part <= 0) continue;
    found.push({ index, kind, row, backward, skip, offset: offset + skip, length: part });
    stream.source.copy(index, skip, part, bytes, at);
    at += part;
  }
  return { from, records: found, bytes };
}

/** The first record at a position, gaps before the byte included. */
function firstAt({ source: { records } }: FollowedStream, side: Side, position: number): number {
  let index = records.at(position, side);
  while (index > 0 && records.positionOf(index - 1, side) === position) index--;
  return index;
}

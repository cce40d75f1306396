/** Reads the bytes of an HTTP message again, by range, from the segments that brought them. */
import { chunkBits, chunkLength, packetBit } from '../../index/packet-table';
import type { PacketSource, SegmentPayloads } from '../packet-source';
import { type MessageTable, messageFlag } from './message-table';

/** Bytes of a message, as far as they are in the capture: `missing` tells where they are not (they are 0 there). */
export interface MessageBytes {
  readonly bytes: Uint8Array;
  /** Stretches `[from, end)` of `bytes` that the capture does not have. */
  readonly missing: readonly (readonly [from: number, end: number])[];
}

/** One stretch of a message: `[offset, offset + length)` of it stands at `skip` in the payload of a row. */
interface Stretch {
  readonly row: number;
  readonly offset: number;
  readonly skip: number;
  readonly length: number;
}

/** Segments of one message beyond which the rest counts as missing. */
const maximumStretches = 4_000_000;

export class MessageReader {
  private last = -1;
  private lastLength = -1;
  private stretches: readonly Stretch[] = [];

  constructor(
    private readonly source: PacketSource,
    private readonly payloads: SegmentPayloads,
    private readonly messages: MessageTable,
  ) {}

  /** The bytes `[from, from + length)` of a message as it was sent, cut at its end. */
  read(message: number, from: number, length: number): MessageBytes {
    const total = this.messages.wireLengths.get(message);
    const end = Math.min(from + length, total);
    const bytes = new Uint8Array(Math.max(0, end - from));
    const missing: [number, number][] = [];
    let at = from;
    for (const stretch of this.stretchesOf(message)) {
      const stop = Math.min(end, stretch.offset + stretch.length);
      if (stop <= at) continue;
      if (stretch.offset >= end) break;
      const start = Math.max(at, stretch.offset);
      if (start > at) missing.push([at - from, start - from]);
      const copied = this.copy(stretch, start - stretch.offset, stop - start, bytes, start - from);
      if (copied < stop - start) missing.push([start - from + copied, stop - from]);
      at = stop;
    }
    if (at < end) missing.push([at - from, end - from]);
    return { bytes, missing };
  }

  /** The packets that carry a message, in the order of its bytes, and how many bytes each brings. */
  packetsOf(message: number): readonly { readonly frame: number; readonly length: number }[] {
    return this.stretchesOf(message).map(({ row, length }) => ({ frame: row + 1, length }));
  }

  private copy({ row, skip }: Stretch, from: number, length: number, into: Uint8Array, at: number): number {
    const { payloads } = this;
    payloads.read(row);
    const start = skip + from;
    const available = Math.max(0, Math.min(length, payloads.available - start));
    into.set(payloads.bytes.subarray(payloads.start + start, payloads.start + start + available), at);
    return available;
  }

  private stretchesOf(message: number): readonly Stretch[] {
    const total = this.messages.wireLengths.get(message);
    if (this.last !== message || this.lastLength !== total) {
      this.stretches = inOrder(this.segmentsOf(message, total));
      this.last = message;
      this.lastLength = total;
    }
    return this.stretches;
  }

  /** All segments of the message's direction that reach into it, in capture order. */
  private segmentsOf(message: number, total: number): Stretch[] {
    const { messages } = this;
    const { table } = this.source.index;
    const conversation = messages.conversations.get(message);
    const backward = messages.has(message, messageFlag.backward);
    const begin = messages.sequences.get(message);
    const found: Stretch[] = [];
    const last = messages.lastFrames.get(message) - 1;
    for (let row = messages.firstFrames.get(message) - 1; row <= last && found.length < maximumStretches; row++) {
      const chunk = table.chunks[row >>> chunkBits];
      const at = row & (chunkLength - 1);
      if (chunk.conversation[at] !== conversation || chunk.length[at] === 0) continue;
      if (((chunk.flags[at] & packetBit.backward) !== 0) !== backward) continue;
      const offset = offsetFrom(begin, chunk.sequence[at], total);
      if (offset >= total || offset + chunk.length[at] <= 0) continue;
      const skip = Math.max(0, -offset);
      found.push({ row, offset: offset + skip, skip, length: chunk.length[at] - skip });
    }
    return found;
  }
}

/** How far behind a message's begin a sequence number lies, within a message of `total` bytes; numbers wrap every 4 GiB. */
function offsetFrom(begin: number, sequence: number, total: number): number {
  const distance = (sequence - begin) | 0;
  // In a message of more than 2 GiB, what seems to lie before it may be its middle.
  return distance < -(2 ** 20) && total > 2 ** 31 ? distance + 2 ** 32 : distance;
}

/** Sorts stretches and takes out what a stretch before them brings, too. */
function inOrder(stretches: readonly Stretch[]): Stretch[] {
  const sorted = stretches.toSorted((one, other) => one.offset - other.offset || one.row - other.row);
  const kept: Stretch[] = [];
  let reached = 0;
  for (const stretch of sorted) {
    const overlap = Math.max(0, reached - stretch.offset);
    if (overlap >= stretch.length) continue;
    kept.push({
      row: stretch.row,
      offset: stretch.offset + overlap,
      skip: stretch.skip + overlap,
      length: stretch.length - overlap,
    });
    reached = stretch.offset + stretch.length;
  }
  return kept;
}

/** Where the bytes of what was put together lie: places in packets, not the bytes themselves. */
import { U32Vector } from '../bytes/vector';
import type { Located } from '../capture-file/packet-window';
import type { PendingWhole } from './pending-whole';

/** One piece. The pieces of a whole are in its order and leave no gap. */
export interface PlacedPiece {
  readonly frame: number;
  /** Offset in the frame's captured bytes, or (`keptPlace` set) in the bytes that are kept. */
  readonly place: number;
  readonly length: number;
}

/** Set in a place when the bytes are kept, because they do not lie in the frame as they are (a reassembled datagram's). */
const keptPlace = 0x8000_0000;

/** Bytes kept in all, beyond which such pieces are refused. */
const maximumKept = 64 * 1024 * 1024;

export class Pieces {
  private readonly frames = new U32Vector();
  private readonly places = new U32Vector();
  private readonly lengths = new U32Vector();
  private kept = new Uint8Array(0);
  private keptLength = 0;

  /** Writes down where a whole came from and gives the row of the first piece. */
  add({ frames, places, lengths, count }: PendingWhole): number {
    const first = this.frames.length;
    for (let i = 0; i < count; i++) {
      this.frames.push(frames[i]);
      this.places.push(places[i]);
      this.lengths.push(lengths[i]);
    }
    return first;
  }

  /** What of a whole under construction came so far. */
  pendingBytes(
    { frames, places, lengths, count }: PendingWhole,
    readFrame: (frame: number) => Located | undefined,
  ): Uint8Array | undefined {
    const pieces = Array.from({ length: count }, (_, index) => ({
      frame: frames[index],
      place: places[index],
      length: lengths[index],
    }));
    return this.assemble(pieces, readFrame);
  }

  list(first: number, count: number): PlacedPiece[] {
    const list: PlacedPiece[] = [];
    for (let row = first; row < first + count; row++)
      list.push({ frame: this.frames.get(row), place: this.places.get(row), length: this.lengths.get(row) });
    return list;
  }

  /** Keeps a copy of bytes and gives the place for their piece; -1 when too much is kept already. */
  keep(bytes: Uint8Array): number {
    const place = this.keptLength;
    if (place + bytes.length > maximumKept) return -1;
    if (place + bytes.length > this.kept.length) {
      const larger = new Uint8Array(Math.max(this.kept.length * 2, place + bytes.length, 4096));
      larger.set(this.kept.subarray(0, place));
      this.kept = larger;
    }
    this.kept.set(bytes, place);
    this.keptLength += bytes.length;
    return (keptPlace | place) >>> 0;
  }

  /**
   * Puts pieces together from the packets that they lie in; undefined when one cannot be read. Zeros stand in place of pieces that begin
   * behind the first `opening` bytes.
   */
  assemble(
    pieces: readonly PlacedPiece[],
    readFrame: (frame: number) => Located | undefined,
    opening = Number.POSITIVE_INFINITY,
  ): Uint8Array | undefined {
    const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const { frame, place, length } of pieces) {
      if (at >= opening) break;
      if (place >= keptPlace) {
        const from = (place & ~keptPlace) >>> 0;
        whole.set(this.kept.subarray(from, from + length), at);
      } else {
        const found = readFrame(frame);
        if (found === undefined || found.start + place + length > found.bytes.length) return undefined;
        whole.set(found.bytes.subarray(found.start + place, found.start + place + length), at);
      }
      at += length;
    }
    return whole;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.frames.bytes + this.places.bytes + this.lengths.bytes + this.kept.length;
  }
}

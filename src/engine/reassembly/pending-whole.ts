/** A PDU or datagram under construction: the bytes that came so far, in order, and those beyond a gap. */
import type { PlacedPiece } from './pieces';

interface Island {
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly frame: number;
  readonly place: number;
}

export class PendingWhole {
  /** How many bytes of the PDU's beginning are there without a gap: `buffer[0, filled)`. */
  filled = 0;
  pieces: PlacedPiece[] = [];
  /** Length of the whole, known once its last segment came; -1 before. */
  total = -1;
  /** What the protocol left with its last `needMore`. */
  resume = 0;
  /** Bytes held in all. */
  held = 0;
  /** How many pieces came, useful or not. */
  parts = 0;
  private islands: Island[] = [];

  constructor(
    readonly row: number,
    public buffer: Uint8Array,
  ) {}

  /** Adds bytes at an offset of the PDU; of what was there already the first to come stays. */
  add(offset: number, bytes: Uint8Array, start: number, length: number, frame: number, place: number): void {
    this.parts++;
    if (offset > this.filled) {
      const island = { offset, bytes: bytes.slice(start, start + length), frame, place };
      const behind = this.islands.findIndex((other) => other.offset > offset);
      this.islands.splice(behind < 0 ? this.islands.length : behind, 0, island);
      this.held += length;
      return;
    }
    this.append(offset, bytes, start, length, frame, place);
    while (this.islands.length > 0 && this.islands[0].offset <= this.filled) {
      const island = this.islands.shift()!;
      this.held -= island.bytes.length;
      this.append(island.offset, island.bytes, 0, island.bytes.length, island.frame, island.place);
    }
  }

  get isWhole(): boolean {
    return this.total >= 0 && this.filled >= this.total;
  }

  /** Adds what stands from `offset` on to another PDU, which begins there. Returns how many bytes it took. */
  splitInto(rest: PendingWhole, offset: number): number {
    let at = 0;
    for (const piece of this.pieces) {
      const skip = Math.max(offset - at, 0);
      if (skip < piece.length)
        rest.append(rest.filled, this.buffer, at + skip, piece.length - skip, piece.frame, piece.place + skip);
      at += piece.length;
    }
    return rest.held;
  }

  /** Keeps only the first `length` bytes. */
  truncate(length: number): void {
    const kept: PlacedPiece[] = [];
    let at = 0;
    for (const piece of this.pieces) {
      if (at >= length) break;
      kept.push(at + piece.length > length ? { ...piece, length: length - at } : piece);
      at += piece.length;
    }
    this.pieces = kept;
    this.filled = length;
  }

  private append(offset: number, bytes: Uint8Array, start: number, length: number, frame: number, place: number): void {
    const skip = this.filled - offset;
    const fresh = length - skip;
    if (fresh <= 0) return;
    if (this.filled + fresh > this.buffer.length) {
      const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.filled + fresh));
      larger.set(this.buffer.subarray(0, this.filled));
      this.buffer = larger;
    }
    this.buffer.set(bytes.subarray(start + skip, start + length), this.filled);
    this.filled += fresh;
    this.held += fresh;
    const last = this.pieces.at(-1);
    // A segment that is looked at several times comes in several parts.
    if (last !== undefined && last.frame === frame && last.place + last.length === place + skip)
      this.pieces[this.pieces.length - 1] = { ...last, length: last.length + fresh };
    else this.pieces.push({ frame, place: place + skip, length: fresh });
  }
}

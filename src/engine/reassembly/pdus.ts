/** PDUs that span TCP segments: where their bytes lie, found by stream and sequence number. */
import { U8Vector, U32Vector } from '../bytes/vector';

/** Where a PDU's bytes come from. The pieces are in the order of the stream and leave no gap. */
export interface PieceOfPdu {
  readonly frame: number;
  /** Offset in the frame's captured bytes, or (`keptPlace` set) in the bytes that are kept. */
  readonly place: number;
  readonly length: number;
}

/** Set in a piece's place when its bytes are kept, because they do not lie in the frame as they are (a reassembled datagram's). */
export const keptPlace = 0x8000_0000;

/** Bytes kept in all, beyond which such PDUs are given up. */
const maximumKept = 64 * 1024 * 1024;

/** How many PDUs of a direction are looked at for a segment that lies far back. */
const maximumSteps = 256;

export const pduFlag = {
  /** The segment that reaches the end belongs to the PDU as a whole: nobody knew how long the PDU is. */
  entireSegment: 1,
  complete: 2,
  /** Too large or too many: its bytes were given up. */
  abandoned: 4,
} as const;

/**
 * One row a PDU; rows of a direction hang together from the highest sequence number down.
 *
 *   sequence  end   older  first frame  last frame  complete in  first piece  pieces  flags
 *   u32       u32   u32    u32          u32         u32          u32          u32     u8
 */
export class Pdus {
  readonly sequences = new U32Vector();
  /** Sequence number behind the PDU, as far as it is known. */
  readonly ends = new U32Vector();
  readonly firstFrames = new U32Vector();
  readonly lastFrames = new U32Vector();
  readonly completeIn = new U32Vector();
  readonly flags = new U8Vector();
  private readonly older = new U32Vector();
  private readonly firstPieces = new U32Vector();
  private readonly pieceCounts = new U32Vector();
  private readonly pieceFrames = new U32Vector();
  private readonly piecePlaces = new U32Vector();
  private readonly pieceLengths = new U32Vector();
  private kept = new Uint8Array(0);
  private keptLength = 0;
  /** Row + 1 of each direction's PDU with the highest sequence number. */
  private readonly heads = new U32Vector();

  /** Opens a PDU of a direction; another that began at the same place is forgotten. */
  open(direction: number, sequence: number, end: number, frame: number): number {
    while (this.heads.length <= direction) this.heads.push(0);
    const row = this.sequences.push(sequence >>> 0);
    this.ends.push(end >>> 0);
    this.firstFrames.push(frame);
    this.lastFrames.push(frame);
    this.completeIn.push(0);
    this.flags.push(0);
    this.firstPieces.push(0);
    this.pieceCounts.push(0);
    let newer = 0;
    let next = this.heads.get(direction);
    for (let steps = 0; next !== 0 && steps < maximumSteps; steps++) {
      if (((this.sequences.get(next - 1) - sequence) | 0) <= 0) break;
      newer = next;
      next = this.older.get(next - 1);
    }
    if (next !== 0 && this.sequences.get(next - 1) === sequence >>> 0) next = this.older.get(next - 1);
    this.older.push(next);
    if (newer === 0) this.heads.set(direction, row + 1);
    else this.older.set(newer - 1, row + 1);
    return row;
  }

  /** The PDU of a direction that begins closest at or before a sequence number, or -1. */
  find(direction: number, sequence: number): number {
    if (direction >= this.heads.length) return -1;
    let next = this.heads.get(direction);
    for (let steps = 0; next !== 0 && steps < maximumSteps; steps++) {
      if (((this.sequences.get(next - 1) - sequence) | 0) <= 0) return next - 1;
      next = this.older.get(next - 1);
    }
    return -1;
  }

  /** Writes down where the bytes of a complete PDU lie. */
  finish(row: number, frame: number, pieces: readonly PieceOfPdu[]): void {
    this.completeIn.set(row, frame);
    this.flags.set(row, this.flags.get(row) | pduFlag.complete);
    this.firstPieces.set(row, this.pieceFrames.length);
    this.pieceCounts.set(row, pieces.length);
    for (const piece of pieces) {
      this.pieceFrames.push(piece.frame);
      this.piecePlaces.push(piece.place);
      this.pieceLengths.push(piece.length);
    }
  }

  piecesOf(row: number): PieceOfPdu[] {
    const first = this.firstPieces.get(row);
    return Array.from({ length: this.pieceCounts.get(row) }, (_, index) => ({
      frame: this.pieceFrames.get(first + index),
      place: this.piecePlaces.get(first + index),
      length: this.pieceLengths.get(first + index),
    }));
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

  keptAt(place: number, length: number): Uint8Array {
    const at = (place & ~keptPlace) >>> 0;
    return this.kept.subarray(at, at + length);
  }

  /** Memory in bytes. */
  get bytes(): number {
    const vectors = [
      this.sequences,
      this.ends,
      this.firstFrames,
      this.lastFrames,
      this.completeIn,
      this.flags,
      this.older,
      this.firstPieces,
      this.pieceCounts,
      this.pieceFrames,
      this.piecePlaces,
      this.pieceLengths,
      this.heads,
    ];
    return vectors.reduce((sum, vector) => sum + vector.bytes, 0) + this.kept.length;
  }
}

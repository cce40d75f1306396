/** PDUs that span TCP segments: where their bytes lie, found by stream and sequence number. */
import { U8Vector, U32Vector } from '../bytes/vector';
import type { PendingWhole } from './pending-whole';
import { Pieces, type PlacedPiece } from './pieces';

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
 *   sequence  end   older  first frame  last frame  complete in  first piece  pieces  opening  flags
 *   u32       u32   u32    u32          u32         u32          u32          u32     u32      u8
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
  private readonly openings = new U32Vector();
  readonly pieces = new Pieces();
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
    this.openings.push(0);
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
  finish(row: number, frame: number, whole: PendingWhole): void {
    this.completeIn.set(row, frame);
    this.flags.set(row, this.flags.get(row) | pduFlag.complete);
    this.firstPieces.set(row, this.pieces.add(whole));
    this.pieceCounts.set(row, whole.count);
    this.openings.set(row, Math.min(whole.limit, 0xffff_ffff));
  }

  /** How many bytes of a complete PDU its protocol looked at in the first pass, at most. */
  openingOf(row: number): number {
    return this.openings.get(row);
  }

  piecesOf(row: number): PlacedPiece[] {
    return this.pieces.list(this.firstPieces.get(row), this.pieceCounts.get(row));
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
      this.openings,
      this.heads,
    ];
    return vectors.reduce((sum, vector) => sum + vector.bytes, 0) + this.pieces.bytes;
  }
}

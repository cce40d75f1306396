/** PDUs that span TCP segments: where their bytes lie, found by stream and sequence number. */
import { NumberRows } from '../bytes/number-rows';
import { U32Vector } from '../bytes/vector';
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

/** Words of a row. Sequence numbers are signed 32-bit numbers, compared by the sign of their difference. */
const word = {
  sequence: 0,
  end: 1,
  older: 2,
  lastFrame: 3,
  flags: 4,
  completeIn: 5,
  firstPiece: 6,
  pieceCount: 7,
  opening: 8,
} as const;

/**
 * One row a PDU; rows of a direction hang together from the highest sequence number down.
 *
 *   sequence  end  older  last frame  flags  complete in  first piece  pieces  opening
 */
export class Pdus {
  readonly pieces = new Pieces();
  private readonly rows = new NumberRows(Object.keys(word).length);
  /** Row + 1 of each direction's PDU with the highest sequence number. */
  private readonly heads = new U32Vector();

  /** Sequence number of the first byte. */
  sequenceOf(row: number): number {
    return this.rows.get(row, word.sequence);
  }

  /** Sequence number behind the PDU, as far as it is known. */
  endOf(row: number): number {
    return this.rows.get(row, word.end);
  }

  setEnd(row: number, sequence: number): void {
    this.rows.set(row, word.end, sequence);
  }

  lastFrameOf(row: number): number {
    return this.rows.get(row, word.lastFrame);
  }

  setLastFrame(row: number, frame: number): void {
    this.rows.set(row, word.lastFrame, frame);
  }

  /** The packet that completed the PDU, 0 while it is not. */
  completeIn(row: number): number {
    return this.rows.get(row, word.completeIn);
  }

  /** Whether a bit of `pduFlag` is set. */
  has(row: number, flag: number): boolean {
    return (this.rows.get(row, word.flags) & flag) !== 0;
  }

  setFlag(row: number, flag: number, on = true): void {
    const flags = this.rows.get(row, word.flags);
    this.rows.set(row, word.flags, on ? flags | flag : flags & ~flag);
  }

  /** Opens a PDU of a direction; another that began at the same place is forgotten. */
  open(direction: number, sequence: number, end: number, frame: number): number {
    while (this.heads.length <= direction) this.heads.push(0);
    const { rows } = this;
    const row = rows.add();
    rows.set(row, word.sequence, sequence);
    rows.set(row, word.end, end);
    rows.set(row, word.lastFrame, frame);
    let newer = 0;
    let next = this.heads.get(direction);
    for (let steps = 0; next !== 0 && steps < maximumSteps; steps++) {
      if (((this.rows.get(next - 1, word.sequence) - sequence) | 0) <= 0) break;
      newer = next;
      next = this.rows.get(next - 1, word.older);
    }
    if (next !== 0 && this.rows.get(next - 1, word.sequence) === sequence) next = this.rows.get(next - 1, word.older);
    rows.set(row, word.older, next);
    if (newer === 0) this.heads.set(direction, row + 1);
    else this.rows.set(newer - 1, word.older, row + 1);
    return row;
  }

  /** The PDU of a direction that begins closest at or before a sequence number, or -1. */
  find(direction: number, sequence: number): number {
    if (direction >= this.heads.length) return -1;
    let next = this.heads.get(direction);
    for (let steps = 0; next !== 0 && steps < maximumSteps; steps++) {
      if (((this.rows.get(next - 1, word.sequence) - sequence) | 0) <= 0) return next - 1;
      next = this.rows.get(next - 1, word.older);
    }
    return -1;
  }

  /** Writes down where the bytes of a complete PDU lie. */
  finish(row: number, frame: number, whole: PendingWhole): void {
    const { rows } = this;
    rows.set(row, word.completeIn, frame);
    this.setFlag(row, pduFlag.complete);
    rows.set(row, word.firstPiece, this.pieces.add(whole));
    rows.set(row, word.pieceCount, whole.count);
    rows.set(row, word.opening, Math.min(whole.limit, 0xffff_ffff));
  }

  /** How many bytes of a complete PDU its protocol looked at in the first pass, at most. */
  openingOf(row: number): number {
    return this.rows.get(row, word.opening) >>> 0;
  }

  piecesOf(row: number): PlacedPiece[] {
    return this.pieces.list(this.rows.get(row, word.firstPiece), this.rows.get(row, word.pieceCount));
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.rows.bytes + this.heads.bytes + this.pieces.bytes;
  }
}

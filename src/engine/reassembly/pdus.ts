/** PDUs that span TCP segments: where their bytes lie, found by stream and sequence number. */
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
  firstFrame: 3,
  lastFrame: 4,
  flags: 5,
  completeIn: 6,
  firstPiece: 7,
  pieceCount: 8,
  opening: 9,
} as const;
const words = 10;
const pageBits = 10;
const pageMask = (1 << pageBits) - 1;

/**
 * One row a PDU, in pages that never move; rows of a direction hang together from the highest sequence number down.
 *
 *   sequence  end  older  first frame  last frame  flags  complete in  first piece  pieces  opening
 */
export class Pdus {
  readonly pieces = new Pieces();
  private readonly pages: Int32Array[] = [];
  private count = 0;
  /** Row + 1 of each direction's PDU with the highest sequence number. */
  private readonly heads = new U32Vector();

  /** Sequence number of the first byte. */
  sequenceOf(row: number): number {
    return this.get(row, word.sequence);
  }

  /** Sequence number behind the PDU, as far as it is known. */
  endOf(row: number): number {
    return this.get(row, word.end);
  }

  setEnd(row: number, sequence: number): void {
    this.set(row, word.end, sequence);
  }

  lastFrameOf(row: number): number {
    return this.get(row, word.lastFrame);
  }

  setLastFrame(row: number, frame: number): void {
    this.set(row, word.lastFrame, frame);
  }

  /** The packet that completed the PDU, 0 while it is not. */
  completeIn(row: number): number {
    return this.get(row, word.completeIn);
  }

  /** Whether a bit of `pduFlag` is set. */
  has(row: number, flag: number): boolean {
    return (this.get(row, word.flags) & flag) !== 0;
  }

  setFlag(row: number, flag: number, on = true): void {
    const flags = this.get(row, word.flags);
    this.set(row, word.flags, on ? flags | flag : flags & ~flag);
  }

  /** Opens a PDU of a direction; another that began at the same place is forgotten. */
  open(direction: number, sequence: number, end: number, frame: number): number {
    while (this.heads.length <= direction) this.heads.push(0);
    const row = this.count++;
    if ((row & pageMask) === 0) this.pages.push(new Int32Array(words << pageBits));
    const page = this.pages[row >>> pageBits];
    const at = (row & pageMask) * words;
    page[at + word.sequence] = sequence;
    page[at + word.end] = end;
    page[at + word.firstFrame] = frame;
    page[at + word.lastFrame] = frame;
    let newer = 0;
    let next = this.heads.get(direction);
    for (let steps = 0; next !== 0 && steps < maximumSteps; steps++) {
      if (((this.get(next - 1, word.sequence) - sequence) | 0) <= 0) break;
      newer = next;
      next = this.get(next - 1, word.older);
    }
    if (next !== 0 && this.get(next - 1, word.sequence) === sequence) next = this.get(next - 1, word.older);
    page[at + word.older] = next;
    if (newer === 0) this.heads.set(direction, row + 1);
    else this.set(newer - 1, word.older, row + 1);
    return row;
  }

  /** The PDU of a direction that begins closest at or before a sequence number, or -1. */
  find(direction: number, sequence: number): number {
    if (direction >= this.heads.length) return -1;
    let next = this.heads.get(direction);
    for (let steps = 0; next !== 0 && steps < maximumSteps; steps++) {
      if (((this.get(next - 1, word.sequence) - sequence) | 0) <= 0) return next - 1;
      next = this.get(next - 1, word.older);
    }
    return -1;
  }

  /** Writes down where the bytes of a complete PDU lie. */
  finish(row: number, frame: number, whole: PendingWhole): void {
    const page = this.pages[row >>> pageBits];
    const at = (row & pageMask) * words;
    page[at + word.completeIn] = frame;
    page[at + word.flags] |= pduFlag.complete;
    page[at + word.firstPiece] = this.pieces.add(whole);
    page[at + word.pieceCount] = whole.count;
    page[at + word.opening] = Math.min(whole.limit, 0xffff_ffff);
  }

  /** How many bytes of a complete PDU its protocol looked at in the first pass, at most. */
  openingOf(row: number): number {
    return this.get(row, word.opening) >>> 0;
  }

  piecesOf(row: number): PlacedPiece[] {
    return this.pieces.list(this.get(row, word.firstPiece), this.get(row, word.pieceCount));
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.pages.length * (words << pageBits) * 4 + this.heads.bytes + this.pieces.bytes;
  }

  private get(row: number, index: number): number {
    return this.pages[row >>> pageBits][(row & pageMask) * words + index];
  }

  private set(row: number, index: number, value: number): void {
    this.pages[row >>> pageBits][(row & pageMask) * words + index] = value;
  }
}

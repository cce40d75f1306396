/** The PDUs under construction, bounded in number and in bytes: the oldest are given up first. */
import { type Pdus, pduFlag } from './pdus';
import { PendingWhole } from './pending-whole';

/** Bytes held of one PDU and of all, and how many PDUs. */
const maximumOfOne = 64 * 1024 * 1024;
const maximumOfAll = 128 * 1024 * 1024;
const maximumCount = 16_384;

/** How many with their buffers wait to be used again, and how large a buffer may be for that. */
const maximumSpare = 256;
const largestSpare = 64 * 1024;

export class PendingPdus {
  private readonly byRow = new Map<number, PendingWhole>();
  private readonly spare: PendingWhole[] = [];
  /** Bytes held of all PDUs. */
  held = 0;

  constructor(private readonly pdus: Pdus) {}

  get(row: number): PendingWhole | undefined {
    return this.byRow.get(row);
  }

  open(row: number): PendingWhole {
    if (this.byRow.size >= maximumCount) this.giveUpOldest();
    const pending = this.spare.pop() ?? new PendingWhole();
    pending.begin(row);
    this.byRow.set(row, pending);
    return pending;
  }

  /** Adds bytes of a frame to a PDU; `place` is where they lie in the frame, -1 when they have to be kept. */
  add(
    pending: PendingWhole,
    offset: number,
    bytes: Uint8Array,
    start: number,
    length: number,
    frame: number,
    place: number,
  ): void {
    const kept = place < 0 ? this.pdus.pieces.keep(bytes.subarray(start, start + length)) : place;
    const before = pending.held;
    if (kept >= 0) pending.add(offset, bytes, start, length, frame, kept);
    this.held += pending.held - before;
    if (kept < 0 || pending.held > maximumOfOne) this.giveUp(pending);
    while (this.held > maximumOfAll) this.giveUpOldest();
  }

  /** The PDU is complete: its buffer may be used for another one. */
  close(pending: PendingWhole): void {
    this.held -= pending.held;
    this.byRow.delete(pending.row);
    if (pending.buffer.length <= largestSpare && this.spare.length < maximumSpare) this.spare.push(pending);
  }

  /** Replaces a PDU by what stands behind its first `offset` bytes, as the PDU `row`. */
  split(pending: PendingWhole, offset: number, row: number): PendingWhole {
    const rest = this.open(row);
    pending.splitInto(rest, offset);
    this.held += rest.held;
    pending.truncate(offset);
    return rest;
  }

  giveUp(pending: PendingWhole): void {
    this.held -= pending.held;
    this.byRow.delete(pending.row);
    this.pdus.flags.set(pending.row, this.pdus.flags.get(pending.row) | pduFlag.abandoned);
  }

  private giveUpOldest(): void {
    for (const pending of this.byRow.values()) {
      this.giveUp(pending);
      return;
    }
  }
}

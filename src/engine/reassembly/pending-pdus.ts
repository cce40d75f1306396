/** The PDUs under construction, bounded in number and in bytes: the oldest are given up first. */
import { U32Vector } from '../bytes/vector';
import { type Pdus, pduFlag } from './pdus';
import { PendingWhole } from './pending-whole';

/** Bytes held of one PDU and of all, and how many PDUs. */
const maximumOfOne = 64 * 1024 * 1024;
const maximumOfAll = 128 * 1024 * 1024;
const maximumCount = 16_384;

/** How many wait with their buffers to be used again, and how large a buffer may be for that. */
const maximumSpare = 256;
const largestSpare = 64 * 1024;

export class PendingPdus {
  /** Place in `places` of each row's PDU, plus 1; 0 while it has none. */
  private readonly byRow = new U32Vector();
  /** All that were ever needed at once: whoever is through waits in `spare`. */
  private readonly places: PendingWhole[] = [];
  private readonly spare: PendingWhole[] = [];
  /** Those under construction hang together from the oldest to the newest. */
  private oldest: PendingWhole | undefined;
  private newest: PendingWhole | undefined;
  private count = 0;
  /** Bytes held of all PDUs. */
  held = 0;

  constructor(private readonly pdus: Pdus) {}

  get(row: number): PendingWhole | undefined {
    const place = row < this.byRow.length ? this.byRow.get(row) : 0;
    return place === 0 ? undefined : this.places[place - 1];
  }

  open(row: number): PendingWhole {
    if (this.count >= maximumCount) this.giveUpOldest();
    const pending = this.spare.pop() ?? this.another();
    pending.begin(row);
    while (this.byRow.length <= row) this.byRow.push(0);
    this.byRow.set(row, pending.place + 1);
    this.count++;
    pending.older = this.newest;
    if (this.newest === undefined) this.oldest = pending;
    else this.newest.newer = pending;
    this.newest = pending;
    return pending;
  }

  private another(): PendingWhole {
    const pending = new PendingWhole();
    pending.place = this.places.push(pending) - 1;
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
    if (this.get(pending.row) !== pending) return;
    const { older, newer } = pending;
    this.held -= pending.held;
    this.byRow.set(pending.row, 0);
    this.count--;
    if (older === undefined) this.oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.newest = older;
    else newer.older = older;
    pending.older = undefined;
    pending.newer = undefined;
    if (pending.buffer.length > largestSpare || this.spare.length >= maximumSpare) pending.forget();
    this.spare.push(pending);
  }

  /** Replaces a PDU by what stands behind its first `offset` bytes, as the PDU `row`. */
  split(pending: PendingWhole, offset: number, row: number): PendingWhole {
    const rest = this.open(row);
    pending.splitInto(rest, offset);
    this.held += rest.held;
    pending.truncate(offset);
    return rest;
  }

  /** The PDU will not be put together: its bytes are gone, and the object is another's. */
  giveUp(pending: PendingWhole): void {
    this.pdus.setFlag(pending.row, pduFlag.abandoned);
    this.close(pending);
  }

  private giveUpOldest(): void {
    if (this.oldest !== undefined) this.giveUp(this.oldest);
  }
}

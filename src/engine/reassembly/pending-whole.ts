/** A PDU or datagram under construction: the bytes that came so far, in order, and those beyond a gap. */

interface Island {
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly frame: number;
  readonly place: number;
}

const smallestBuffer = 2048;
/** Up to so many bytes are copied one by one: a view of them would cost more. */
const few = 256;
const nothing = new Uint8Array(0);

/** One for all: what stands in it is only looked at, one whole at a time. Zeros behind the first `scratchFilled` bytes. */
let scratch = new Uint8Array(1 << 16);
let scratchFilled = 0;

/** Objects of this class are used again and again: `begin` makes one ready. */
export class PendingWhole {
  row = -1;
  /** Its place among all, and those opened before and after it: see `PendingPdus`. */
  place = -1;
  older: PendingWhole | undefined;
  newer: PendingWhole | undefined;
  buffer: Uint8Array = nothing;
  /** How many bytes of the beginning came without a gap. They stand in `buffer[0, filled)`, up to `limit`. */
  filled = 0;
  /** How many bytes of the beginning are worth copying: the protocol promised not to look at those behind. */
  limit = Number.POSITIVE_INFINITY;
  /** Where these bytes came from: packet, place and length of the first `count` pieces. */
  count = 0;
  readonly frames: number[] = [];
  readonly places: number[] = [];
  readonly lengths: number[] = [];
  /** Length of the whole, known once its last segment came; -1 before. */
  total = -1;
  /** What the protocol left with its last `needMore`. */
  resume = 0;
  /** Bytes held in all. */
  held = 0;
  /** How many pieces came, useful or not. */
  parts = 0;
  private readonly islands: Island[] = [];

  begin(row: number): void {
    this.row = row;
    this.filled = 0;
    this.limit = Number.POSITIVE_INFINITY;
    this.count = 0;
    this.total = -1;
    this.resume = 0;
    this.held = 0;
    this.parts = 0;
    if (this.islands.length > 0) this.islands.length = 0;
  }

  /** Adds bytes at an offset of the whole; of what was there already the first to come stays. */
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

  /** Names a packet that belongs to the whole and brings no bytes. */
  addEmpty(frame: number): void {
    this.put(frame, 0, 0);
  }

  /** Gives the buffer away. */
  forget(): void {
    this.buffer = nothing;
  }

  get isWhole(): boolean {
    return this.total >= 0 && this.filled >= this.total;
  }

  /** Whether bytes were left out, because nobody wanted to look at them. */
  get isLimited(): boolean {
    return this.filled > this.limit;
  }

  /** Puts all the bytes that came in place of those that were copied. */
  complete(bytes: Uint8Array): void {
    this.buffer = bytes;
    this.limit = Number.POSITIVE_INFINITY;
  }

  /** Where the first `length` bytes of the whole can be looked at; those left out are zeros there. They hold until the next call. */
  look(length: number): Uint8Array {
    if (!this.isLimited || length <= this.limit) return this.buffer;
    if (scratch.length < length) scratch = new Uint8Array(Math.max(scratch.length * 2, length));
    else scratch.fill(0, this.limit, scratchFilled);
    for (let i = 0; i < this.limit; i++) scratch[i] = this.buffer[i];
    scratchFilled = this.limit;
    return scratch;
  }

  /** Adds what stands from `offset` on to another whole, which begins there. */
  splitInto(rest: PendingWhole, offset: number): void {
    const { frames, places, lengths } = this;
    let at = 0;
    for (let i = 0; i < this.count; i++) {
      const skip = Math.max(offset - at, 0);
      if (skip < lengths[i])
        rest.append(rest.filled, this.buffer, at + skip, lengths[i] - skip, frames[i], places[i] + skip);
      at += lengths[i];
    }
  }

  /** Keeps at most the first `length` bytes. */
  truncate(length: number): void {
    const { lengths } = this;
    let at = 0;
    let count = 0;
    while (count < this.count && at < length) {
      lengths[count] = Math.min(lengths[count], length - at);
      at += lengths[count++];
    }
    this.count = count;
    this.filled = at;
  }

  private append(offset: number, bytes: Uint8Array, start: number, length: number, frame: number, place: number): void {
    const skip = this.filled - offset;
    const fresh = length - skip;
    if (fresh <= 0) return;
    const copied = Math.min(fresh, this.limit - this.filled);
    if (copied > 0) this.copy(bytes, start + skip, copied);
    this.filled += fresh;
    this.held += fresh;
    const last = this.count - 1;
    // A segment that is looked at several times comes in several parts.
    if (last >= 0 && this.frames[last] === frame && this.places[last] + this.lengths[last] === place + skip)
      this.lengths[last] += fresh;
    else this.put(frame, place + skip, fresh);
  }

  private copy(bytes: Uint8Array, start: number, length: number): void {
    if (this.filled + length > this.buffer.length) {
      const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.filled + length, smallestBuffer));
      larger.set(this.buffer.subarray(0, this.filled));
      this.buffer = larger;
    }
    const { buffer, filled } = this;
    if (length > few) buffer.set(bytes.subarray(start, start + length), filled);
    else for (let i = 0; i < length; i++) buffer[filled + i] = bytes[start + i];
  }

  private put(frame: number, place: number, length: number): void {
    const at = this.count++;
    this.frames[at] = frame;
    this.places[at] = place;
    this.lengths[at] = length;
  }
}

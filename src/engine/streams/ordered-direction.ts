/** Puts the segments of one direction of a TCP stream in order while they come, without holding their bytes. */

/** What is told of a direction, in the order of its bytes. */
export interface OrderedBytes {
  /** The bytes `[skip, skip + length)` of the payload of a row. */
  deliver(row: number, skip: number, length: number): void;
  /** So many bytes are not in the capture. */
  gap(length: number): void;
}

interface Waiting {
  readonly row: number;
  readonly sequence: number;
  readonly length: number;
}

/** Segments held behind a gap. Beyond that the gap is given up, whatever the receiver says. */
const maximumWaiting = 4096;
/** Segments behind a gap that the receiver has acknowledged, as long as packets may have been captured out of order. */
const reordering = 32;
/** Segments behind a gap of which nothing says whether the receiver got it. */
const unanswered = 256;
/** A gap larger than this is a jump to another place, not a loss. */
const largestGap = 0x3fff_ffff;

export class OrderedDirection {
  /** Sequence number of the byte that comes next; -1 before the first segment. */
  next = -1;
  private waiting: Waiting[] = [];
  /** When the oldest of `waiting` came, in nanoseconds. */
  private since = 0n;
  /** The receiver's last acknowledgement, -1 while none was seen. */
  private acknowledged = -1;

  /** A SYN says where the bytes begin. */
  begin(sequence: number): void {
    this.next = (sequence + 1) >>> 0;
    this.waiting = [];
  }

  get isWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /** A segment with data. */
  feed(row: number, sequence: number, length: number, time: bigint, to: OrderedBytes): void {
    if (this.next < 0) this.next = sequence;
    const ahead = (sequence - this.next) | 0;
    if (ahead > 0) {
      if (this.waiting.length === 0) this.since = time;
      this.hold({ row, sequence, length });
      if (this.waiting.length > maximumWaiting) this.giveUp(to);
      return;
    }
    this.take({ row, sequence, length }, to);
    this.release(to);
  }

  /** The other side acknowledges all before `sequence`. */
  acknowledge(sequence: number): void {
    this.acknowledged = sequence;
  }

  /** Decides at a moment whether the bytes that are missing will still come. */
  decide(time: bigint, to: OrderedBytes): void {
    while (this.waiting.length > 0 && this.isLost(time)) this.giveUp(to);
  }

  private isLost(time: bigint): boolean {
    const elapsed = time - this.since;
    if (this.acknowledged < 0) return elapsed > 3_000_000_000n || this.waiting.length > unanswered;
    const received = ((this.acknowledged - this.waiting[0].sequence) | 0) >= 0;
    return received && (elapsed > 50_000_000n || this.waiting.length > reordering);
  }

  /** Nothing more will come: what waits is delivered with its gaps. */
  finish(to: OrderedBytes): void {
    while (this.waiting.length > 0) this.giveUp(to);
  }

  private hold(segment: Waiting): void {
    const { waiting } = this;
    let at = waiting.length;
    while (at > 0 && ((waiting[at - 1].sequence - segment.sequence) | 0) > 0) at--;
    waiting.splice(at, 0, segment);
  }

  private giveUp(to: OrderedBytes): void {
    const [first] = this.waiting;
    const missing = (first.sequence - this.next) | 0;
    if (missing > 0 && missing <= largestGap) to.gap(missing);
    this.next = first.sequence;
    this.release(to);
  }

  /** Delivers what waits and has become due. */
  private release(to: OrderedBytes): void {
    let due = 0;
    while (due < this.waiting.length && ((this.waiting[due].sequence - this.next) | 0) <= 0)
      this.take(this.waiting[due++], to);
    if (due > 0) this.waiting = this.waiting.slice(due);
  }

  /** Delivers what is new of a segment that begins at or before `next`. */
  private take({ row, sequence, length }: Waiting, to: OrderedBytes): void {
    const skip = (this.next - sequence) | 0;
    if (skip >= length) return;
    this.next = (sequence + length) >>> 0;
    to.deliver(row, skip, length - skip);
  }
}

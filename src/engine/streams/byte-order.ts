/**
 * Brings the segments of a TCP stream into the order of their bytes, both directions at once, as Wireshark's Follow Stream does: what
 * was sent twice counts once, what is missing is waited for until the other side acknowledges bytes behind it.
 */
import { PendingSegments } from './pending-segments';

/** What is known of one segment. Sequence numbers are the header's. RFC 9293 section 3.4. */
export interface SegmentFacts {
  readonly row: number;
  /** Whether the second endpoint of the conversation sent it. */
  readonly backward: boolean;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly syn: boolean;
  /** Bytes of payload as the headers state it, and those that were captured. */
  readonly length: number;
  readonly captured: number;
}

/** Where ordered bytes go. */
export interface OrderedBytes {
  /** `length` bytes of the payload of `row`, from its byte `skip` on. */
  data(row: number, backward: boolean, skip: number, length: number): void;
  /** Bytes that the other side acknowledged and that are not in the capture; `row` is the packet that tells. */
  missing(row: number, backward: boolean, count: number): void;
  /** Bytes that the capture cut off the end of a packet. */
  cut(row: number, backward: boolean, count: number): void;
}

/** Segments that wait for bytes before them, of one direction. Beyond this the gap counts as missing. */
export const maximumPending = 1 << 20;

class Direction {
  started = false;
  /** The next position that is wanted: a sequence number that does not wrap. */
  next = 0;
  readonly pending = new PendingSegments();

  constructor(readonly backward: boolean) {}

  /** The position of a sequence number: the one that is nearest to the next wanted. */
  positionOf(sequence: number): number {
    return this.next + ((sequence - this.next) | 0);
  }
}

export class ByteOrder {
  private readonly directions = [new Direction(false), new Direction(true)] as const;

  constructor(private readonly output: OrderedBytes) {}

  /** Segments that still wait. */
  get pending(): number {
    return this.directions[0].pending.size + this.directions[1].pending.size;
  }

  add(segment: SegmentFacts): void {
    const { backward, row } = segment;
    const own = this.directions[backward ? 1 : 0];
    this.acknowledge(this.directions[backward ? 0 : 1], segment.acknowledgement, row);
    const sequence = (segment.sequence + (segment.syn ? 1 : 0)) >>> 0;
    if (!own.started) {
      own.started = true;
      own.next = sequence;
    }
    let position = own.positionOf(sequence);
    let { captured, length } = segment;
    let skip = 0;
    const overlap = own.next - position;
    if (overlap > 0 && length > overlap) {
      skip = overlap;
      captured = Math.max(0, captured - overlap);
      length -= overlap;
      position = own.next;
    }
    if (captured === 0 || position < own.next) return;
    if (position > own.next) {
      own.pending.add(position, { row, skip, length: captured });
      if (own.pending.size > maximumPending) this.giveUp(own, row);
      return;
    }
    own.next += length;
    this.output.data(row, backward, skip, captured);
    if (captured < length) this.output.cut(row, backward, length - captured);
    this.drain(own);
  }

  /** Nothing more comes: what waits is passed on with its gaps; `row` is the packet that tells. */
  settle(row: number): void {
    for (const direction of this.directions) while (direction.pending.size > 0) this.giveUp(direction, row);
  }

  /** What was waited for does not come any more: `row` acknowledges bytes behind it. */
  private acknowledge(direction: Direction, acknowledgement: number, row: number): void {
    const { pending } = direction;
    while (pending.size > 0) {
      this.drain(direction);
      if (pending.size === 0 || direction.positionOf(acknowledgement) <= pending.lowest) return;
      this.giveUp(direction, row);
    }
  }

  private giveUp(direction: Direction, row: number): void {
    const { lowest } = direction.pending;
    this.output.missing(row, direction.backward, lowest - direction.next);
    direction.next = lowest;
    this.drain(direction);
  }

  /** Passes on what waited for the bytes that have come. */
  private drain(direction: Direction): void {
    const { pending, backward } = direction;
    for (;;) {
      const segment = pending.take(direction.next);
      if (segment === undefined) return;
      const seen = direction.next - segment.position;
      if (seen >= segment.length) continue;
      this.output.data(segment.row, backward, segment.skip + seen, segment.length - seen);
      direction.next += segment.length - seen;
    }
  }
}

/** What TCP analysis keeps of every stream and each of its two directions, in pages of numbers that never move. */
import { windowScaling } from '../declare/tcp-analysis';

const pageBits = 10;
const pageMask = (1 << pageBits) - 1;

/**
 * The words of a direction's record. Sequence numbers are signed 32-bit numbers, compared by the sign of their difference.
 *
 *   base      what counts as sequence number 0
 *   flags     bits of `directionFlag`
 *   shift     window scale: a shift or a value of `windowScaling`
 *   next      highest sequence number behind a segment so far; 0 before the first
 *   expected  up to where the other side may acknowledge; 0 before the first segment
 *   ack       acknowledgement number of the last segment
 *   window    window of the last segment, unscaled
 *   repeats   duplicate acknowledgements in a row; -1 after an acknowledgement of something unseen
 *   original  packet that the duplicates repeat
 *   findings  analysis flags of the last segment
 *   oldest, newest, count   the unacknowledged segments
 *   nextFrame packet that set `next`
 *   pushed    payload since the last push
 */
export const word = {
  base: 0,
  flags: 1,
  shift: 2,
  next: 3,
  expected: 4,
  ack: 5,
  window: 6,
  repeats: 7,
  original: 8,
  findings: 9,
  oldest: 10,
  newest: 11,
  count: 12,
  nextFrame: 13,
  pushed: 14,
} as const;
const words = 15;

/** The times of a direction: when `next` was set, and when the last segment came; nanoseconds since the capture's first packet. */
export const moment = { next: 0, last: 1 } as const;
const moments = 2;

export const directionFlag = {
  baseKnown: 1,
  /** No plain ACK came after this direction's SYN yet: the other side's window is not scaled yet. */
  beforeFirstAck: 2,
  /** Unacknowledged segments stand out of sequence. */
  disordered: 4,
  /** A segment is missing: bytes in flight are unknown until the next acknowledgement. */
  flightUnknown: 8,
  pushedLast: 16,
  /** One packet came, or several. */
  spoke: 32,
  spokeAgain: 64,
} as const;

/** Records are opened as packets come: a stream of one packet has one direction only. */
export class TcpDirections {
  readonly pages: Int32Array[] = [];
  readonly times: Float64Array[] = [];
  private count = 0;

  /** Opens a record. Records count from 0. */
  open(): number {
    const record = this.count++;
    if ((record & pageMask) === 0) {
      this.pages.push(new Int32Array((pageMask + 1) * words));
      this.times.push(new Float64Array((pageMask + 1) * moments));
    }
    const page = this.pages[record >>> pageBits];
    const at = (record & pageMask) * words;
    page[at + word.shift] = windowScaling.unknown;
    // No window that a header can hold.
    page[at + word.window] = -1;
    return record;
  }

  pageOf(record: number): Int32Array {
    return this.pages[record >>> pageBits];
  }

  timesOf(record: number): Float64Array {
    return this.times[record >>> pageBits];
  }

  /** Where a record begins in its page. */
  placeOf(record: number): number {
    return (record & pageMask) * words;
  }

  timePlaceOf(record: number): number {
    return (record & pageMask) * moments;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.pages.length * (pageMask + 1) * (words * 4 + moments * 8);
  }
}

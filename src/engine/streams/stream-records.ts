/** What a stream consists of, in the order in which it is shown: runs of bytes of one packet, and gaps. A few numbers each. */
import { F64Vector, U8Vector, U32Vector } from '../bytes/vector';

/** Bits of a record. */
const bit = { backward: 1, missing: 2, cut: 4 } as const;

/** One record of a stream. */
export interface StreamRecord {
  /** `missing`: bytes that the other side acknowledged and that are not in the capture; `cut`: cut off by the capture. */
  readonly kind: 'data' | 'missing' | 'cut';
  /** Row of the packet (its number less 1). */
  readonly row: number;
  /** Whether the second endpoint sent it. */
  readonly backward: boolean;
  /** First byte in the packet's payload. */
  readonly skip: number;
  /** Bytes, or for a gap those that are missing. */
  readonly length: number;
  /** Bytes of each direction before it; gaps count nothing. */
  readonly before: readonly [forward: number, backward: number];
}

/** Whose bytes are counted: those of both directions in the order of the records, or those of one. */
export type Side = 'both' | 'forward' | 'backward';

/**
 * Append-only columns, 29 bytes a record:
 *
 *   row   skip  length  bits  forward bytes before it  backward bytes before it
 *   u32   u32   u32     u8    f64                      f64
 */
export class StreamRecords {
  private readonly row = new U32Vector();
  private readonly skip = new U32Vector();
  private readonly extent = new U32Vector();
  private readonly bits = new U8Vector();
  private readonly before = [new F64Vector(), new F64Vector()] as const;
  /** Bytes so far by direction. */
  readonly bytes: [forward: number, backward: number] = [0, 0];
  /** Bytes that are missing or cut off so far by direction. */
  readonly missing: [forward: number, backward: number] = [0, 0];

  get count(): number {
    return this.row.length;
  }

  /** Bytes of both directions. */
  get total(): number {
    return this.bytes[0] + this.bytes[1];
  }

  add(kind: StreamRecord['kind'], row: number, backward: boolean, skip: number, length: number): void {
    this.before[0].push(this.bytes[0]);
    this.before[1].push(this.bytes[1]);
    this.row.push(row);
    this.skip.push(skip);
    this.extent.push(length);
    this.bits.push((backward ? bit.backward : 0) | (kind === 'data' ? 0 : bit[kind]));
    (kind === 'data' ? this.bytes : this.missing)[backward ? 1 : 0] += length;
  }

  get(index: number): StreamRecord {
    const bits = this.bits.get(index);
    return {
      kind: (bits & bit.missing) !== 0 ? 'missing' : (bits & bit.cut) !== 0 ? 'cut' : 'data',
      row: this.row.get(index),
      backward: (bits & bit.backward) !== 0,
      skip: this.skip.get(index),
      length: this.extent.get(index),
      before: [this.before[0].get(index), this.before[1].get(index)],
    };
  }

  rowAt(index: number): number {
    return this.row.get(index);
  }

  /** Bytes of a side in all. */
  lengthOf(side: Side): number {
    return side === 'both' ? this.total : this.bytes[side === 'forward' ? 0 : 1];
  }

  /** Bytes of a side before a record. */
  positionOf(index: number, side: Side): number {
    const [forward, backward] = this.before;
    if (side === 'both') return forward.get(index) + backward.get(index);
    return (side === 'forward' ? forward : backward).get(index);
  }

  /** The first record that ends behind a position of a side: the one that holds its byte. `count` when there is none. */
  at(position: number, side: Side): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const end = middle + 1 < this.count ? this.positionOf(middle + 1, side) : this.lengthOf(side);
      if (end <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Memory in bytes. */
  get memory(): number {
    return (
      this.row.bytes +
      this.skip.bytes +
      this.extent.bytes +
      this.bits.bytes +
      this.before[0].bytes +
      this.before[1].bytes
    );
  }
}

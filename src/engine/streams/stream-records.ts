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
  /** Bytes of the stream before it, both directions together; gaps count nothing. */
  readonly offset: number;
}

/**
 * Append-only columns, 21 bytes a record:
 *
 *   row   skip  length  bits  offset
 *   u32   u32   u32     u8    f64
 */
export class StreamRecords {
  private readonly row = new U32Vector();
  private readonly skip = new U32Vector();
  private readonly extent = new U32Vector();
  private readonly bits = new U8Vector();
  private readonly offset = new F64Vector();
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
    this.offset.push(this.total);
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
      offset: this.offset.get(index),
    };
  }

  rowAt(index: number): number {
    return this.row.get(index);
  }

  offsetAt(index: number): number {
    return this.offset.get(index);
  }

  /** The record that holds the byte at `offset` of the stream: the last one that begins there or before; 0 in an empty stream. */
  at(offset: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.offset.get(middle) <= offset) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /** Memory in bytes. */
  get memory(): number {
    return this.row.bytes + this.skip.bytes + this.extent.bytes + this.bits.bytes + this.offset.bytes;
  }
}

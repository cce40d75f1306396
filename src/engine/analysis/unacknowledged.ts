/** The segments of all streams that were sent and not acknowledged yet: lists of numbers, one list a direction. */

/** How many of a direction are kept; beyond, new ones are not noted. As Wireshark. */
export const maximumUnacknowledged = 10_000;

const first = 1024;

/** Nodes in parallel arrays that double; freed ones are used again. Index 0 stands for "none". */
export class Unacknowledged {
  sequence = new Int32Array(first);
  /** Sequence number behind the segment; SYN and FIN count as one byte. */
  next = new Int32Array(first);
  frame = new Uint32Array(first);
  /** Nanoseconds since the capture's first packet. */
  time = new Float64Array(first);
  /** The node sent after this one. */
  later = new Uint32Array(first);
  private used = 1;
  private free = 0;

  add(sequence: number, next: number, frame: number, time: number): number {
    let node = this.free;
    if (node !== 0) this.free = this.later[node];
    else {
      node = this.used++;
      if (node === this.sequence.length) this.grow();
    }
    this.sequence[node] = sequence;
    this.next[node] = next;
    this.frame[node] = frame;
    this.time[node] = time;
    this.later[node] = 0;
    return node;
  }

  release(node: number): void {
    this.later[node] = this.free;
    this.free = node;
  }

  /** From the lowest to the highest sequence number of a list, counted from `base`. Of an ordered list the ends tell. */
  span(oldest: number, newest: number, base: number, ordered: boolean): number {
    let low = (this.sequence[oldest] - base) >>> 0;
    let high = (this.next[newest] - base) >>> 0;
    if (ordered && high >= low) return high - low;
    for (let node = oldest; node !== 0; node = this.later[node]) {
      low = Math.min(low, (this.sequence[node] - base) >>> 0);
      high = Math.max(high, (this.next[node] - base) >>> 0);
    }
    return (high - low) >>> 0;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.sequence.length * 24;
  }

  private grow(): void {
    const { length } = this.sequence;
    const resized = <A extends Int32Array | Uint32Array | Float64Array>(old: A, larger: A): A => {
      larger.set(old);
      return larger;
    };
    this.sequence = resized(this.sequence, new Int32Array(length * 2));
    this.next = resized(this.next, new Int32Array(length * 2));
    this.frame = resized(this.frame, new Uint32Array(length * 2));
    this.time = resized(this.time, new Float64Array(length * 2));
    this.later = resized(this.later, new Uint32Array(length * 2));
  }
}

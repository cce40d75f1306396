/** Segments that came before the bytes in front of them, of one direction: found again when their turn comes, in logarithmic time. */

/** A list of numbers from which the one with the smallest key is taken first; among equal keys the smaller number. */
class Heap {
  private readonly keys: number[] = [];
  private readonly values: number[] = [];

  get size(): number {
    return this.keys.length;
  }

  get leastKey(): number {
    return this.keys[0];
  }

  push(key: number, value: number): void {
    const { keys, values } = this;
    let at = keys.length;
    keys.push(key);
    values.push(value);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.precedes(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  /** Takes the value with the smallest key out. */
  pop(): number {
    const { keys, values } = this;
    const least = values[0];
    this.swap(0, keys.length - 1);
    keys.pop();
    values.pop();
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      if (left >= keys.length) return least;
      const child = left + 1 < keys.length && this.precedes(left + 1, left) ? left + 1 : left;
      if (!this.precedes(child, at)) return least;
      this.swap(at, child);
      at = child;
    }
  }

  private precedes(one: number, other: number): boolean {
    const { keys, values } = this;
    return keys[one] < keys[other] || (keys[one] === keys[other] && values[one] < values[other]);
  }

  private swap(one: number, other: number): void {
    const { keys, values } = this;
    const key = keys[one];
    keys[one] = keys[other];
    keys[other] = key;
    const value = values[one];
    values[one] = values[other];
    values[other] = value;
  }
}

/** Where the bytes of a segment are: its packet's row, and which part of the packet's payload. */
export interface Segment {
  readonly row: number;
  /** First byte of the part, from the payload's start. */
  readonly skip: number;
  readonly length: number;
}

/** Positions are sequence numbers that do not wrap. Of several segments whose turn has come, the one that came first goes first. */
export class PendingSegments {
  private readonly waiting = new Heap();
  private readonly due = new Heap();
  private readonly segments = new Map<number, Segment & { readonly position: number }>();
  private arrivals = 0;

  get size(): number {
    return this.segments.size;
  }

  /** The smallest position among those that wait. */
  get lowest(): number {
    return this.waiting.leastKey;
  }

  add(position: number, segment: Segment): void {
    const arrival = this.arrivals++;
    this.segments.set(arrival, { ...segment, position });
    this.waiting.push(position, arrival);
  }

  /** Takes out the segment that begins at `next` or before it, if there is one. */
  take(next: number): (Segment & { readonly position: number }) | undefined {
    const { waiting, due, segments } = this;
    while (waiting.size > 0 && waiting.leastKey <= next) {
      const arrival = waiting.pop();
      due.push(arrival, arrival);
    }
    if (due.size === 0) return undefined;
    const arrival = due.pop();
    const segment = segments.get(arrival);
    segments.delete(arrival);
    return segment;
  }
}

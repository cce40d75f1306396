/** What changed in the middle of a stream, so that earlier packets go on being shown as they were: rare, one row a change. */
import { U8Vector, U32Vector } from '../bytes/vector';

/** Rows of a direction hang together from the latest change back. */
export class Changes {
  private readonly untilFrames = new U32Vector();
  private readonly keys = new U8Vector();
  private readonly values = new U32Vector();
  private readonly earlier = new U32Vector();
  private readonly latest = new Map<number, number>();

  /** Before packet `frame` the value under `key` was `value`, a signed 32-bit number. */
  add(direction: number, frame: number, key: number, value: number): void {
    const row = this.untilFrames.push(frame);
    this.keys.push(key);
    this.values.push(value >>> 0);
    this.earlier.push(this.latest.get(direction) ?? 0);
    this.latest.set(direction, row + 1);
  }

  /** The value that held at a packet, when it changed later. */
  before(direction: number, frame: number, key: number): number | undefined {
    if (this.latest.size === 0) return undefined;
    let value: number | undefined;
    for (let row = this.latest.get(direction) ?? 0; row !== 0; row = this.earlier.get(row - 1)) {
      if (this.untilFrames.get(row - 1) <= frame) break;
      if (this.keys.get(row - 1) === key) value = this.values.get(row - 1) | 0;
    }
    return value;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.untilFrames.bytes + this.keys.bytes + this.values.bytes + this.earlier.bytes + this.latest.size * 40;
  }
}

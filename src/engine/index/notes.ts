/** What packets' walks depend on and their bytes do not tell: one number each, in packet order. */
import { F64Vector, lowerBound, U16Vector, U32Vector } from '../bytes/vector';

export class Notes {
  private readonly frames = new U32Vector();
  private readonly ordinals = new U16Vector();
  private readonly values = new F64Vector();

  append(frame: number, ordinal: number, value: number): void {
    this.frames.push(frame);
    this.ordinals.push(ordinal);
    this.values.push(value);
  }

  /** The value of the `ordinal`-th question of a packet, 0 when it was 0. */
  recall(frame: number, ordinal: number): number {
    for (let at = lowerBound(this.frames, frame); at < this.frames.length && this.frames.get(at) === frame; at++)
      if (this.ordinals.get(at) === ordinal) return this.values.get(at);
    return 0;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.frames.bytes + this.ordinals.bytes + this.values.bytes;
  }
}

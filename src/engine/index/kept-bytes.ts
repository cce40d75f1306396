/** Bytes that packets' walks depend on and cannot tell again: short pieces by number, bounded in all. */
import { F64Vector, U32Vector } from '../bytes/vector';

const pageSize = 1 << 20;
/** How many mebibytes are kept of one capture; what comes later is not. */
const maximumPages = 64;

export class KeptBytes {
  private readonly pages: Uint8Array[] = [];
  private used = pageSize;
  private readonly places = new F64Vector();
  private readonly lengths = new U32Vector();

  /** The number to ask for it, from 1; 0 when there is no room. */
  add(bytes: Uint8Array): number {
    if (bytes.length > pageSize) return 0;
    if (this.used + bytes.length > pageSize) {
      if (this.pages.length === maximumPages) return 0;
      this.pages.push(new Uint8Array(pageSize));
      this.used = 0;
    }
    const page = this.pages.length - 1;
    this.pages[page].set(bytes, this.used);
    this.places.push(page * pageSize + this.used);
    this.lengths.push(bytes.length);
    this.used += bytes.length;
    return this.places.length;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.pages.length * pageSize + this.places.bytes + this.lengths.bytes;
  }

  get(number: number): Uint8Array | undefined {
    if (number < 1 || number > this.places.length) return undefined;
    const place = this.places.get(number - 1);
    const at = place % pageSize;
    return this.pages[Math.floor(place / pageSize)].subarray(at, at + this.lengths.get(number - 1));
  }
}

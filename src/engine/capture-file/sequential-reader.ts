/** Reads a file from front to back in chunks and shows each record whole in memory, without copying it out. */
import type { HostFile } from '../host';

/** Large enough that asking for it costs little, and small enough to stay in the processor's cache until its packets have been walked. */
const chunkSize = 512 * 1024;

/** `bytes[at] … bytes[end - 1]` is what was read and not yet consumed; `bytes[0]` lies at `base` in the file. */
export class SequentialReader {
  bytes = new Uint8Array(chunkSize);
  view = new DataView(this.bytes.buffer);
  base: number;
  at = 0;
  end = 0;

  constructor(
    readonly file: HostFile,
    position: number,
  ) {
    this.base = position;
  }

  /** Place in the file of the next byte to consume. */
  get position(): number {
    return this.base + this.at;
  }

  /**
   * Reads on until `needed` unconsumed bytes are in memory, moving the others to the front: what lay in `bytes` before
   * is lost. Returns false when the file does not have them (yet). Memory grows only for bytes the file really has.
   */
  fill(needed: number): boolean {
    if (this.end - this.at >= needed) return true;
    const size = needed > chunkSize ? needed : chunkSize;
    if (needed > chunkSize && this.position + needed > this.file.size()) return false;
    this.#moveToFront(size);
    while (this.end < needed) {
      const got = this.file.read(this.bytes, this.end, this.bytes.length - this.end, this.base + this.end);
      if (got <= 0) return false;
      this.end += got;
    }
    return true;
  }

  /** Unconsumed bytes that are in memory. */
  available(): number {
    return this.end - this.at;
  }

  #moveToFront(size: number): void {
    const rest = this.bytes.subarray(this.at, this.end);
    if (this.bytes.length !== size) {
      this.bytes = new Uint8Array(Math.max(size, rest.length));
      this.view = new DataView(this.bytes.buffer);
      this.bytes.set(rest);
    } else if (this.at > 0) {
      this.bytes.copyWithin(0, this.at, this.end);
    }
    this.base += this.at;
    this.end -= this.at;
    this.at = 0;
  }
}

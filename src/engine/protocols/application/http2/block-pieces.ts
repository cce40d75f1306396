/** The pieces of a header block, put together in one buffer that is bounded. RFC 9113, section 4.3. */

/** A block whose pieces come to more bytes is not unpacked. */
export const largestPacked = 1 << 18;
const smallestBuffer = 256;

/** The block of one direction that is being sent. */
export class BlockPieces {
  private buffer: Uint8Array = new Uint8Array(0);
  private length = 0;

  /** What was added since `clear`: a view, which the next piece may write over. */
  get whole(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  /** Copies a piece; false, and nothing is held any more, where the block becomes too long. */
  add(piece: Uint8Array): boolean {
    const length = this.length + piece.length;
    if (length > largestPacked) {
      this.clear();
      return false;
    }
    if (length > this.buffer.length) this.grow(length);
    this.buffer.set(piece, this.length);
    this.length = length;
    return true;
  }

  clear(): void {
    this.buffer = new Uint8Array(0);
    this.length = 0;
  }

  private grow(length: number): void {
    const larger = new Uint8Array(Math.min(largestPacked, Math.max(smallestBuffer, this.buffer.length * 2, length)));
    larger.set(this.whole);
    this.buffer = larger;
  }
}

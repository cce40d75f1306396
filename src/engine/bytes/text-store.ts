/** Many short texts, kept as bytes in chunks: a hundred thousand of them cost what their letters cost. */
import { U32Vector } from './vector';

const chunkSize = 1 << 18;
const utf8 = new TextDecoder('utf-8');

export class TextStore {
  private readonly chunks: Uint8Array[] = [];
  /** Chunk and place in it, and length, of each text. */
  private readonly places = new U32Vector();
  private readonly lengths = new U32Vector();
  private room = 0;

  /** Texts are cut at `longest` bytes; beyond `limit` bytes in all, only empty ones are kept. */
  constructor(
    private readonly longest: number,
    private readonly limit: number,
  ) {}

  get length(): number {
    return this.lengths.length;
  }

  /** Appends the UTF-8 bytes `[from, end)` and gives back the index. */
  push(bytes: Uint8Array, from = 0, end = bytes.length): number {
    const length = this.bytes >= this.limit ? 0 : Math.min(end - from, this.longest);
    if (length > this.room) {
      this.chunks.push(new Uint8Array(Math.max(chunkSize, length)));
      this.room = this.chunks[this.chunks.length - 1].length;
    }
    const chunk = this.chunks.length - 1;
    const place = length === 0 ? 0 : this.chunks[chunk].length - this.room;
    if (length > 0) this.chunks[chunk].set(bytes.subarray(from, from + length), place);
    this.room -= length;
    this.places.push(length === 0 ? 0 : chunk * chunkSize + place);
    return this.lengths.push(length);
  }

  get(index: number): string {
    const length = this.lengths.get(index);
    if (length === 0) return '';
    const place = this.places.get(index);
    const chunk = this.chunks[Math.floor(place / chunkSize)];
    const at = place % chunkSize;
    return utf8.decode(chunk.subarray(at, at + length));
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.length, 0) + this.places.bytes + this.lengths.bytes;
  }
}

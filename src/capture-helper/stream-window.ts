/** Bytes that come one after another, shown to the capture formats' readers as a file of which only the last part is kept. */
import type { HostFile } from '../engine/host';

const smallest = 256 * 1024;

export class StreamWindow implements HostFile {
  readonly compression = 'none';
  filling = true;
  #bytes = new Uint8Array(smallest);
  /** Place in the stream of the first byte kept. */
  #base = 0;
  #end = 0;
  readonly #listeners = new Set<() => void>();

  constructor(readonly path: string) {}

  append(chunk: Uint8Array): void {
    this.#makeRoom(chunk.length);
    this.#bytes.set(chunk, this.#end - this.#base);
    this.#end += chunk.length;
    this.#tell();
  }

  finish(): void {
    this.filling = false;
    this.#tell();
  }

  /** Forgets what lies before `position`. */
  discard(position: number): void {
    const gone = Math.min(position, this.#end) - this.#base;
    // Moving is as much work as what is kept: worth it only when that is little.
    if (gone <= 0 || gone < this.#bytes.length / 2) return;
    this.#bytes.copyWithin(0, gone, this.#end - this.#base);
    this.#base += gone;
  }

  size(): number {
    return this.#end;
  }

  read(into: Uint8Array, at: number, length: number, position: number): number {
    const from = position - this.#base;
    if (from < 0) return 0;
    const count = Math.min(length, into.length - at, this.#end - position);
    if (count <= 0) return 0;
    into.set(this.#bytes.subarray(from, from + count), at);
    return count;
  }

  watch(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  close(): void {
    this.#listeners.clear();
  }

  #makeRoom(length: number): void {
    const needed = this.#end - this.#base + length;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#end - this.#base));
    this.#bytes = larger;
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

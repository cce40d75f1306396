/** A file on disk, read in place, which another program may still be appending to. */
import { closeSync, fstatSync, readSync } from 'node:fs';
import type { HostFile } from '../engine/host';
import { fileError } from './file-error';

/** How often a watched file's size is looked at: often enough to look live, cheap enough to forget. */
const pollMilliseconds = 200;

export class PlainFile implements HostFile {
  readonly compression = 'none';
  readonly filling = false;
  readonly #descriptor: number;
  readonly #watches = new Set<NodeJS.Timeout>();
  #open = true;

  constructor(
    readonly path: string,
    descriptor: number,
  ) {
    this.#descriptor = descriptor;
  }

  size(): number {
    return this.#open ? fstatSync(this.#descriptor).size : 0;
  }

  read(into: Uint8Array, at: number, length: number, position: number): number {
    if (!this.#open) return 0;
    try {
      return readSync(this.#descriptor, into, at, length, position);
    } catch (error) {
      throw fileError(error, this.path);
    }
  }

  watch(changed: () => void): () => void {
    let seen = this.size();
    const timer = setInterval(() => {
      const size = this.size();
      if (size === seen) return;
      seen = size;
      changed();
    }, pollMilliseconds);
    timer.unref();
    this.#watches.add(timer);
    return () => {
      clearInterval(timer);
      this.#watches.delete(timer);
    };
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const timer of this.#watches) clearInterval(timer);
    closeSync(this.#descriptor);
  }
}

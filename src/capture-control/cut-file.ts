/** Cuts the block that a crash left half-written off the end of a capture. */
import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { wholeBlocks } from '../engine/capture-file/whole-blocks';

/** Larger than any block our own writer makes. */
const chunkBytes = 8 * 1024 * 1024;

/** Returns how many bytes were cut off: 0 where the file ends with a whole block. @throws Error when it cannot be written */
export function cutToWholeBlocks(path: string): number {
  const descriptor = openSync(path, 'r+');
  try {
    const { size } = fstatSync(descriptor);
    const chunk = new Uint8Array(Math.min(chunkBytes, Math.max(size, 1)));
    let whole = 0;
    for (;;) {
      const got = readSync(descriptor, chunk, 0, chunk.length, whole);
      const { bytes } = wholeBlocks(chunk, got);
      whole += bytes;
      if (bytes === 0) break;
    }
    if (whole < size) ftruncateSync(descriptor, whole);
    return size - whole;
  } finally {
    closeSync(descriptor);
  }
}

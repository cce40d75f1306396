/** Cuts the block that a crash left half-written off the end of a capture, and counts what is whole. */
import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { type WholeBlocks, wholeBlocks } from '../engine/capture-file/whole-blocks';

/** Larger than any block our own writer makes. */
const chunkBytes = 8 * 1024 * 1024;

/** Files that are counted over at most; larger ones are not read to the end for the sake of a number. */
const mostCounted = 256 * 1024 * 1024;

/** Returns how many bytes were cut off: 0 where the file ends with a whole block. @throws Error when it cannot be written */
export function cutToWholeBlocks(path: string): number {
  const descriptor = openSync(path, 'r+');
  try {
    const { size } = fstatSync(descriptor);
    const { bytes } = walk(descriptor, size);
    if (bytes < size) ftruncateSync(descriptor, bytes);
    return size - bytes;
  } finally {
    closeSync(descriptor);
  }
}

/** Whole packets in a capture of our own; undefined where it is too large to count, or cannot be read. */
export function countPackets(path: string): number | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const { size } = fstatSync(descriptor);
    return size > mostCounted ? undefined : walk(descriptor, size).packets;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function walk(descriptor: number, size: number): WholeBlocks {
  const chunk = new Uint8Array(Math.min(chunkBytes, Math.max(size, 1)));
  const whole = { bytes: 0, packets: 0 };
  for (;;) {
    const got = readSync(descriptor, chunk, 0, chunk.length, whole.bytes);
    const { bytes, packets } = wholeBlocks(chunk, got);
    if (bytes === 0) return whole;
    whole.bytes += bytes;
    whole.packets += packets;
  }
}

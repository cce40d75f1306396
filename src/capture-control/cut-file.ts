/** Cuts the block that a crash left half-written off the end of a capture, and counts what is whole: piece by piece, so that nothing waits for it. */
import { readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { type WholeBlocks, wholeBlocks } from '../engine/capture-file/whole-blocks';

/** Larger than any block our own writer makes. */
const chunkBytes = 8 * 1024 * 1024;

/** Returns how many bytes were cut off: 0 where the file ends with a whole block. @throws Error when it cannot be written */
export async function cutToWholeBlocks(path: string): Promise<number> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const { bytes } = await walk(file, size);
    if (bytes < size) await file.truncate(bytes);
    return size - bytes;
  } finally {
    await file.close();
  }
}

/** Whole packets in a capture of our own; undefined where it has more than `most` bytes, or cannot be read. */
export async function countPackets(path: string, most: number): Promise<number | undefined> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const { size } = await file.stat();
    return size > most ? undefined : (await walk(file, size)).packets;
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}

/** Whether there is a whole packet in a small file, at once. */
export function holdsPackets(path: string): boolean {
  try {
    const bytes = readFileSync(path);
    return wholeBlocks(bytes, bytes.length).packets > 0;
  } catch {
    return false;
  }
}

async function walk(file: FileHandle, size: number): Promise<WholeBlocks> {
  const chunk = new Uint8Array(Math.min(chunkBytes, Math.max(size, 1)));
  const whole = { bytes: 0, packets: 0 };
  for (;;) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, whole.bytes);
    const { bytes, packets } = wholeBlocks(chunk, bytesRead);
    if (bytes === 0) return whole;
    whole.bytes += bytes;
    whole.packets += packets;
  }
}

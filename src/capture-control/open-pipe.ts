/** Opens the FIFO or the device that a capture is written to, without ever blocking the program that waits for its reader. */
import { closeSync, constants, openSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds between two looks whether somebody reads. */
const readerPause = 50;

/**
 * Gives a descriptor that blocks in writing, as its writer expects; undefined where a file is to be made instead; `stopped` where
 * `signal` ended the wait for a reader. @throws Error when it cannot be opened
 */
export async function openPipe(path: string, signal?: AbortSignal): Promise<number | 'stopped' | undefined> {
  const present = statSync(path, { throwIfNoEntry: false });
  if (present === undefined || present.isFile()) return undefined;
  if (!present.isFIFO()) return openSync(path, 'w');
  for (;;) {
    if (signal?.aborted) return 'stopped';
    const descriptor = openedFifo(path);
    if (descriptor !== undefined) return descriptor;
    await pause(readerPause);
  }
}

/** Undefined while nobody reads. */
function openedFifo(path: string): number | undefined {
  const held: number[] = [];
  try {
    held.push(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
    // Should its reader go away this moment, our own end keeps the second opening, which could wait, from waiting.
    held.push(...readingEnd(path));
    return openSync(path, 'w');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENXIO') return undefined;
    throw error;
  } finally {
    for (const descriptor of held) closeSync(descriptor);
  }
}

/** Nothing where this user may write into the FIFO alone. */
function readingEnd(path: string): readonly number[] {
  try {
    return [openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)];
  } catch {
    return [];
  }
}

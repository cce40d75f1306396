/** Standard output as a file to write a capture to, for pipelines. */
import { writeSync } from 'node:fs';
import type { HostFileWriter } from '../engine/host';
import { fileError } from './file-error';

const descriptor = 1;
/** How long to wait for a reader that does not keep up, in milliseconds. */
const patience = 5;

export class StandardOutput implements HostFileWriter {
  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSome(bytes, at);
  }

  commit(): void {
    // What was written has gone already.
  }

  discard(): void {
    // What was written has gone already.
  }
}

function writeSome(bytes: Uint8Array, at: number): number {
  try {
    return writeSync(descriptor, bytes, at, bytes.length - at);
  } catch (error) {
    // A pipe that does not block says that it is full: wait instead of spinning.
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw fileError(error, 'standard output');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, patience);
    return 0;
  }
}

/** Writes whole pcapng blocks into an open descriptor, and keeps the file valid when the disk is full. */
import { fstatSync, ftruncateSync, writeSync } from 'node:fs';
import { wholeBlocks } from '../engine/capture-file/whole-blocks';

export interface OutputFailure {
  readonly reason: 'disk-full' | 'failed' | 'stopped';
  readonly message: string;
}

export class BlockOutput {
  /** Bytes written and kept. */
  length = 0;
  /** Packets that could not be written. */
  lostPackets = 0;
  failure?: OutputFailure;
  readonly #descriptor: number;
  /** Where our first byte lies in a file; undefined in a pipe. */
  readonly #start: number | undefined;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
    const stats = fstatSync(descriptor);
    this.#start = stats.isFile() ? stats.size : undefined;
  }

  /** Writes whole blocks. Never throws: what goes wrong is in `failure`, and everything after it is counted as lost. */
  write(blocks: Uint8Array): void {
    if (this.failure !== undefined) {
      this.lostPackets += wholeBlocks(blocks, blocks.length).packets;
      return;
    }
    let done = 0;
    try {
      while (done < blocks.length) done += this.#writeSome(blocks, done);
      this.length += blocks.length;
    } catch (error) {
      this.#giveUp(blocks, done, error as NodeJS.ErrnoException);
    }
  }

  /** After a failure: tries to put one more block, a small one, behind the last whole one. */
  writeLast(block: Uint8Array): void {
    if (this.#start === undefined) return;
    const { failure } = this;
    this.failure = undefined;
    this.write(block);
    this.failure = failure;
  }

  #writeSome(blocks: Uint8Array, from: number): number {
    const position = this.#start === undefined ? null : this.#start + this.length + from;
    try {
      return writeSync(this.#descriptor, blocks, from, blocks.length - from, position);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      // A pipe that does not block and is full: its reader needs a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      return 0;
    }
  }

  #giveUp(blocks: Uint8Array, done: number, error: NodeJS.ErrnoException): void {
    const kept = wholeBlocks(blocks, done);
    this.lostPackets += wholeBlocks(blocks, blocks.length).packets - kept.packets;
    this.failure = failureOf(error);
    this.length += kept.bytes;
    if (this.#start === undefined) return;
    try {
      ftruncateSync(this.#descriptor, this.#start + this.length);
    } catch {
      // The last block stays cut; whoever opens the file is told so.
    }
  }
}

function failureOf(error: NodeJS.ErrnoException): OutputFailure {
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return { reason: 'disk-full', message: 'The disk is full. What was captured until then is in the file.' };
    case 'EFBIG':
      return {
        reason: 'disk-full',
        message: 'The file cannot become larger here. What was captured until then is in it.',
      };
    case 'EPIPE':
      return { reason: 'stopped', message: 'Whoever read the capture has gone.' };
    default:
      return { reason: 'failed', message: `The capture cannot be written: ${error.message}` };
  }
}

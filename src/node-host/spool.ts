/** Keeps what has no random access in a private temporary file, which disappears with the last use. */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Duplex, PassThrough, pipeline, type Readable, type Writable } from 'node:stream';
import { type HostFile, HostFileError } from '../engine/host';
import type { Compression } from './decompression';
import { fileError } from './file-error';

export interface SpoolPlace {
  /** The system's temporary folder unless given. */
  readonly folder?: string;
  /** Bytes the spool may take at most. */
  readonly limit: number;
}

/** Listeners hear of growth at most this often, so that a fast pipe does not keep them busy. */
const announceMilliseconds = 50;

/** Starts to write what comes out of the last of `stages` (each feeds the next) and returns the file at once. */
export function spool(
  stages: readonly [Readable, ...Duplex[]],
  path: string,
  compression: Compression,
  place: SpoolPlace,
): HostFile {
  const file = new SpooledFile(path, compression, place);
  const sink = new PassThrough({ highWaterMark: 1024 * 1024 });
  sink.on('data', (chunk: Buffer) => {
    const problem = file.append(chunk);
    if (problem) sink.destroy(problem);
  });
  pipeline([...stages, sink] as [Readable, ...Duplex[], Writable], (error) => file.finish(error ?? undefined));
  file.onClose(() => stages[0].destroy());
  return file;
}

class SpooledFile implements HostFile {
  filling = true;
  failure?: HostFileError;
  readonly #descriptor: number;
  readonly #limit: number;
  readonly #remove: () => void;
  readonly #listeners = new Set<() => void>();
  #written = 0;
  #announced = 0;
  #announcement?: NodeJS.Timeout;
  #open = true;
  #stop: () => void = () => {};

  constructor(
    readonly path: string,
    readonly compression: Compression,
    place: SpoolPlace,
  ) {
    this.#limit = place.limit;
    const folder = mkdtempSync(join(place.folder ?? tmpdir(), 'sockeye-'));
    const file = join(folder, 'capture');
    this.#descriptor = openSync(file, 'wx+', 0o600);
    this.#remove = () => rmSync(folder, { recursive: true, force: true });
    // Where an open file can be unlinked, nothing is left behind even when this process is killed.
    if (process.platform !== 'win32') {
      unlinkSync(file);
      this.#remove();
    }
  }

  size(): number {
    return this.#open ? this.#written : 0;
  }

  read(into: Uint8Array, at: number, length: number, position: number): number {
    if (!this.#open) return 0;
    return readSync(this.#descriptor, into, at, Math.min(length, into.length - at), position);
  }

  /** Adds bytes; returns what is wrong when they cannot all be kept. */
  append(bytes: Uint8Array): HostFileError | undefined {
    if (!this.#open) return new HostFileError('failed', `“${this.path}” was closed.`);
    const room = Math.max(0, this.#limit - this.#written);
    try {
      for (let at = 0; at < Math.min(bytes.length, room); ) {
        const length = Math.min(bytes.length, room) - at;
        const written = writeSync(this.#descriptor, bytes, at, length, this.#written);
        at += written;
        this.#written += written;
      }
    } catch (error) {
      return fileError(error, 'the temporary copy of the capture');
    }
    this.#announceSoon();
    if (bytes.length <= room) return undefined;
    const limit = this.#limit.toLocaleString('en-US');
    return new HostFileError(
      'limit',
      `“${this.path}” is larger than the ${limit} bytes that its temporary copy may take.`,
    );
  }

  finish(error?: Error): void {
    if (!this.filling) return;
    this.filling = false;
    if (error) this.failure = this.#failureOf(error);
    clearTimeout(this.#announcement);
    this.#announce();
  }

  watch(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  onClose(stop: () => void): void {
    this.#stop = stop;
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#listeners.clear();
    clearTimeout(this.#announcement);
    this.#stop();
    closeSync(this.#descriptor);
    this.#remove();
  }

  #failureOf(error: Error): HostFileError {
    if (error instanceof HostFileError) return error;
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!code.startsWith('Z_') && !code.startsWith('ZSTD_')) return fileError(error, this.path);
    const where = `after ${this.#written.toLocaleString('en-US')} unpacked bytes`;
    const what = code === 'Z_BUF_ERROR' ? 'was cut in the middle' : 'is damaged';
    return new HostFileError('damaged', `The ${this.compression} file “${this.path}” ${what} ${where}.`);
  }

  #announceSoon(): void {
    if (this.#announcement) return;
    const wait = Math.max(0, this.#announced + announceMilliseconds - Date.now());
    this.#announcement = setTimeout(() => this.#announce(), wait);
  }

  #announce(): void {
    this.#announcement = undefined;
    this.#announced = Date.now();
    for (const listener of [...this.#listeners]) listener();
  }
}

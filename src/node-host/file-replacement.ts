/** Writes a file beside its target and puts it in the target's place only when all is written. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { HostFileWriter } from '../engine/host';
import { writeError } from './file-error';

export function createReplacement(path: string): HostFileWriter {
  try {
    return new FileReplacement(path);
  } catch (error) {
    throw writeError(error, path);
  }
}

class FileReplacement implements HostFileWriter {
  readonly #path: string;
  readonly #target: string;
  readonly #temporary: string;
  readonly #descriptor: number;
  #state: 'writing' | 'done' = 'writing';

  constructor(path: string) {
    this.#path = path;
    this.#target = throughLink(path);
    this.#temporary = join(dirname(this.#target), `.${basename(this.#target)}.${randomBytes(6).toString('hex')}`);
    this.#descriptor = openSync(this.#temporary, 'wx', 0o600);
  }

  write(bytes: Uint8Array): void {
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#descriptor, bytes, at, bytes.length - at);
    } catch (error) {
      throw writeError(error, this.#path);
    }
  }

  commit(): void {
    try {
      fsyncSync(this.#descriptor);
      closeSync(this.#descriptor);
      this.#state = 'done';
      chmodSync(this.#temporary, modeOf(this.#target));
      renameSync(this.#temporary, this.#target);
    } catch (error) {
      this.#removeTemporary();
      throw writeError(error, this.#path);
    }
  }

  discard(): void {
    if (this.#state === 'done') return;
    this.#state = 'done';
    closeSync(this.#descriptor);
    this.#removeTemporary();
  }

  #removeTemporary(): void {
    try {
      unlinkSync(this.#temporary);
    } catch {
      // It is gone already, or its folder is: nothing is left to remove.
    }
  }
}

/** A link stays a link: what it points at is replaced. */
function throughLink(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** What the file replaced has, or what the umask gives a new one. */
function modeOf(path: string): number {
  try {
    return statSync(path).mode & 0o777;
  } catch {
    return 0o666 & ~process.umask();
  }
}

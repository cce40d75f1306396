/** Reads files below /proc, whose size nobody knows beforehand, into one buffer that grows as it must. */
import { closeSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';

/** No table of sockets is larger; what is beyond is left out. */
const largest = 256 * 1024 * 1024;

/** A file's bytes up to `length`, valid until the next read. */
export interface ReadBytes {
  readonly bytes: Uint8Array;
  readonly length: number;
}

let buffer = Buffer.alloc(64 * 1024);

/** Undefined where the file is not there or may not be read. */
export function readProcFile(path: string): ReadBytes | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  let length = 0;
  try {
    for (;;) {
      if (length === buffer.length && !grow()) break;
      const read = readSync(file, buffer, length, buffer.length - length, null);
      if (read === 0) break;
      length += read;
    }
  } catch {
    // The process ended meanwhile.
    return undefined;
  } finally {
    closeSync(file);
  }
  return { bytes: buffer, length };
}

function grow(): boolean {
  if (buffer.length >= largest) return false;
  const larger = Buffer.alloc(buffer.length * 2);
  buffer.copy(larger);
  buffer = larger;
  return true;
}

/** The file as text, empty where it cannot be read. */
export function readProcText(path: string): string {
  const read = readProcFile(path);
  return read === undefined ? '' : Buffer.from(read.bytes.buffer, read.bytes.byteOffset, read.length).toString('utf8');
}

/** What a link names; undefined where it is not there, `denied` where it may not be read. */
export function readProcLink(path: string): string | 'denied' | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    return deniedOrGone(error);
  }
}

/** The names in a folder; undefined where it is not there, `denied` where it may not be read. */
export function readProcFolder(path: string): string[] | 'denied' | undefined {
  try {
    return readdirSync(path);
  } catch (error) {
    return deniedOrGone(error);
  }
}

function deniedOrGone(error: unknown): 'denied' | undefined {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EACCES' || code === 'EPERM' ? 'denied' : undefined;
}

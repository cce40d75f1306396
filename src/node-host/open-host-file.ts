/** Opens a file for random access: in place when it is a plain one, through the spool when it is packed or a pipe. */
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type HostFile, HostFileError } from '../engine/host';
import { type Compression, compressionOf, decompressor } from './decompression';
import { fileError } from './file-error';
import { PlainFile } from './plain-file';
import { type SpoolPlace, spool } from './spool';

export async function openHostFile(path: string, place: SpoolPlace): Promise<HostFile> {
  if (path === '-') return spoolPipe(process.stdin, path, place);
  try {
    const kind = await kindOf(path);
    if (kind === 'pipe') return await spoolPipe(createReadStream(path), path, place);
    return await openRegular(path, place);
  } catch (error) {
    throw fileError(error, path);
  }
}

async function kindOf(path: string): Promise<'file' | 'pipe'> {
  const stats = await stat(path);
  if (stats.isDirectory()) throw new HostFileError('directory', `“${path}” is a folder, not a capture file.`);
  return stats.isFile() ? 'file' : 'pipe';
}

async function openRegular(path: string, place: SpoolPlace): Promise<HostFile> {
  const descriptor = openSync(path, 'r');
  const start = new Uint8Array(4);
  const compression = compressionOf(start.subarray(0, readSync(descriptor, start, 0, start.length, 0)));
  if (compression === 'none') return new PlainFile(path, descriptor);
  closeSync(descriptor);
  return unpack(createReadStream(path), compression, path, place);
}

/** Looks at the first bytes of what comes through a pipe, to unpack it if it is packed. */
async function spoolPipe(source: Readable, path: string, place: SpoolPlace): Promise<HostFile> {
  const first = await firstBytes(source);
  return unpack(source, compressionOf(first), path, place);
}

async function firstBytes(source: Readable): Promise<Uint8Array> {
  let first: Uint8Array = new Uint8Array(0);
  while (first.length < 4) {
    const chunk = await nextChunk(source);
    if (chunk === null) break;
    first = Buffer.concat([first, chunk]);
  }
  if (first.length > 0) source.unshift(first);
  return first;
}

function nextChunk(source: Readable): Promise<Buffer | null> {
  const ready = source.read() as Buffer | null;
  if (ready !== null || source.readableEnded) return Promise.resolve(ready);
  return new Promise((resolve, reject) => {
    const settle = (action: () => void) => () => {
      source.off('readable', onReadable).off('end', onEnd).off('error', onError);
      action();
    };
    const onReadable = settle(() => resolve(nextChunk(source)));
    const onEnd = settle(() => resolve(null));
    const onError = (error: Error) => settle(() => reject(error))();
    source.on('readable', onReadable).on('end', onEnd).on('error', onError);
  });
}

function unpack(source: Readable, compression: Compression, path: string, place: SpoolPlace): HostFile {
  const unpacker = decompressor(compression);
  return spool(unpacker ? [source, unpacker] : [source], path, compression, place);
}

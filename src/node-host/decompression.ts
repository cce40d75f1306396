/** Streaming decompression of whole files. */
import { type Duplex, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import { longestFrameHeader, zstdFrameHeader } from './zstd-frame';

export type Compression = 'none' | 'gzip' | 'zstd';

/** Which compression a file that starts with `bytes` is in. RFC 1952, section 2.3.1; RFC 8878, section 3.1.1. */
export function compressionOf(bytes: Uint8Array): Compression {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  if (bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd) return 'zstd';
  return 'none';
}

export function decompressor(compression: Compression): Duplex | undefined {
  if (compression === 'gzip') return createGunzip({ chunkSize: 256 * 1024 });
  return compression === 'zstd' ? new ZstdTransform() : undefined;
}

/** What the zstd program itself accepts without being asked to. */
const largestWindow = 128 * 1024 * 1024;

/** Node's own zstd is not used: older versions have none, and the newer ones take a cut file for a whole one. */
class ZstdTransform extends Transform {
  readonly #stream: Decompress;
  /** The file's beginning, until there is enough of it to see what its first frame asks for. */
  #start: Uint8Array | undefined = new Uint8Array(0);

  constructor() {
    super();
    this.#stream = new Decompress((bytes) => {
      if (bytes.length > 0) this.push(bytes);
    });
  }

  override _transform(chunk: Uint8Array, _encoding: string, done: (error?: Error) => void): void {
    if (this.#start === undefined) {
      done(this.#attempt(chunk, false));
      return;
    }
    this.#start = Buffer.concat([this.#start, chunk]);
    done(this.#start.length < longestFrameHeader ? undefined : this.#begin());
  }

  override _flush(done: (error?: Error) => void): void {
    done(this.#begin() ?? this.#attempt(new Uint8Array(0), true));
  }

  #begin(): Error | undefined {
    const start = this.#start;
    if (start === undefined) return undefined;
    this.#start = undefined;
    if (zstdFrameHeader(start, 4).window > largestWindow) return damage('its window is too large');
    return this.#attempt(start, false);
  }

  #attempt(chunk: Uint8Array, last: boolean): Error | undefined {
    try {
      this.#stream.push(chunk, last);
      return undefined;
    } catch (error) {
      return damage(error instanceof Error ? error.message : String(error));
    }
  }
}

/** An error with the code that zlib gives to a stream that ends too early, or else one of zstd's own. */
function damage(message: string): Error {
  return Object.assign(new Error(message), { code: message.includes('EOF') ? 'Z_BUF_ERROR' : 'ZSTD_error_corruption' });
}

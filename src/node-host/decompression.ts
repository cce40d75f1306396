/** Streaming decompression of whole files. */
import { type Duplex, Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { Decompress } from 'fzstd';

export type Compression = 'none' | 'gzip' | 'zstd';

/** Which compression a file that starts with `bytes` is in. RFC 1952, section 2.3.1; RFC 8878, section 3.1.1. */
export function compressionOf(bytes: Uint8Array): Compression {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  if (bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd) return 'zstd';
  return 'none';
}

export function decompressor(compression: Compression): Duplex | undefined {
  if (compression === 'gzip') return zlib.createGunzip({ chunkSize: 256 * 1024 });
  if (compression === 'zstd') return 'createZstdDecompress' in zlib ? zlib.createZstdDecompress() : new ZstdTransform();
  return undefined;
}

/** zstd where Node brings none (before 22.15). */
class ZstdTransform extends Transform {
  readonly #stream: Decompress;

  constructor() {
    super();
    this.#stream = new Decompress((bytes) => {
      if (bytes.length > 0) this.push(bytes);
    });
  }

  override _transform(chunk: Uint8Array, _encoding: string, done: (error?: Error) => void): void {
    done(this.#attempt(chunk, false));
  }

  override _flush(done: (error?: Error) => void): void {
    done(this.#attempt(new Uint8Array(0), true));
  }

  #attempt(chunk: Uint8Array, last: boolean): Error | undefined {
    try {
      this.#stream.push(chunk, last);
      return undefined;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return Object.assign(new Error(message), {
        code: message.includes('EOF') ? 'Z_BUF_ERROR' : 'ZSTD_error_corruption',
      });
    }
  }
}

/** Decompresses HTTP bodies, all at once and never past a bound. */
import * as zlib from 'node:zlib';
import type { ContentCoding, InflatedContent } from '../engine/host';
import { inflateZstd } from './inflate-zstd';

/** Unpacks `input`; `whole` false takes the end of the input as the end of what could be had. Throws as zlib does. */
type Unpack = (input: Uint8Array, whole: boolean, limit: number) => Uint8Array;

export function inflateContent(bytes: Uint8Array, coding: ContentCoding, limit: number): InflatedContent {
  if (bytes.length === 0) return { bytes: new Uint8Array(0), state: 'truncated' };
  if (coding === 'zstd') return inflateZstd(bytes, limit);
  const unpack = unpackerOf(coding, bytes);
  try {
    return { bytes: unpack(bytes, true, limit), state: 'complete' };
  } catch (error) {
    const state = stateOf(error);
    return { bytes: longestPart(bytes, unpack, limit), state };
  }
}

function stateOf(error: unknown): InflatedContent['state'] {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_BUFFER_TOO_LARGE') return 'limit';
  return code === 'Z_BUF_ERROR' ? 'truncated' : 'damaged';
}

/** Zlib's own header (RFC 1950): method 8, checksum divisible by 31. Some servers send bare deflate instead. */
function hasZlibHeader(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && (bytes[0] & 0x0f) === 8 && ((bytes[0] << 8) | bytes[1]) % 31 === 0;
}

function unpackerOf(coding: 'gzip' | 'deflate' | 'br', bytes: Uint8Array): Unpack {
  const { Z_FINISH, Z_SYNC_FLUSH, BROTLI_OPERATION_FINISH, BROTLI_OPERATION_FLUSH } = zlib.constants;
  if (coding === 'br') {
    return (input, whole, maxOutputLength) => {
      const finishFlush = whole ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_FLUSH;
      return zlib.brotliDecompressSync(input, { finishFlush, maxOutputLength });
    };
  }
  const inflate = coding === 'gzip' ? zlib.gunzipSync : hasZlibHeader(bytes) ? zlib.inflateSync : zlib.inflateRawSync;
  return (input, whole, maxOutputLength) =>
    inflate(input, { finishFlush: whole ? Z_FINISH : Z_SYNC_FLUSH, maxOutputLength });
}

/** What the longest beginning of `bytes` gives that unpacks without complaint: zlib itself keeps nothing when it fails. */
function longestPart(bytes: Uint8Array, unpack: Unpack, limit: number): Uint8Array {
  const attempt = (length: number): Uint8Array | undefined => {
    try {
      return unpack(bytes.subarray(0, length), false, limit);
    } catch {
      return undefined;
    }
  };
  const all = attempt(bytes.length);
  if (all) return all;
  let best: Uint8Array = new Uint8Array(0);
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const part = attempt(middle);
    if (part) {
      best = part;
      good = middle;
    } else {
      bad = middle;
    }
  }
  return best;
}

/** The body of an HTTP message: out of its chunks, and unpacked. */
import { behindBreak, hexadecimalAt, lineBreak, skipBlanks } from '../../bytes/lines';
import type { ContentCoding, EngineHost } from '../../host';
import type { MessageBytes } from './message-bytes';

/** How a body came out. */
export interface DecodedBody {
  readonly bytes: Uint8Array;
  readonly state:
    | 'complete'
    /** Some of its bytes are not in the capture: they are zeros, or the end of what could be unpacked. */
    | 'missing'
    /** It is larger than the bound: this is its beginning. */
    | 'limit'
    /** What is packed is damaged: this is what came out before. */
    | 'damaged'
    /** Packed in a way that is not known: these are the packed bytes. */
    | 'packed';
}

const codings: Readonly<Record<string, ContentCoding>> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'deflate',
  'x-deflate': 'deflate',
  br: 'br',
  zstd: 'zstd',
};

/** Takes the data out of chunks, as far as they go. RFC 9112, section 7.1. */
export function withoutChunks(bytes: Uint8Array): Uint8Array {
  const data = new Uint8Array(bytes.length);
  let length = 0;
  let at = 0;
  while (at < bytes.length) {
    const stop = lineBreak(bytes, at, bytes.length);
    const next = stop < 0 ? -1 : behindBreak(bytes, stop, bytes.length);
    if (next < 0) break;
    const size = hexadecimalAt(bytes, skipBlanks(bytes, at, stop), stop);
    if (size <= 0) break;
    const end = Math.min(next + size, bytes.length);
    data.set(bytes.subarray(next, end), length);
    length += end - next;
    at = end;
    const first = bytes[at];
    if (first === 13 || first === 10) at = Math.max(at + 1, behindBreak(bytes, at, bytes.length));
  }
  return data.subarray(0, length);
}

/** Unpacks a body of at most `limit` bytes; `applied` are its codings in the order in which they were applied. */
export function decodeBody(
  host: EngineHost,
  packed: MessageBytes,
  chunked: boolean,
  applied: readonly string[],
  limit: number,
): DecodedBody {
  const hasGap = packed.missing.length > 0;
  let bytes = chunked ? withoutChunks(packed.bytes) : packed.bytes;
  let state: DecodedBody['state'] = hasGap ? 'missing' : 'complete';
  for (const coding of applied.toReversed()) {
    if (!Object.hasOwn(codings, coding)) return { bytes, state: 'packed' };
    const result = host.inflate(bytes, codings[coding], limit);
    if (result.bytes.length === 0 && bytes.length > 0 && result.state === 'damaged')
      return { bytes, state: hasGap ? 'missing' : 'damaged' };
    bytes = result.bytes;
    if (result.state === 'limit') state = 'limit';
    else if (result.state !== 'complete' && state === 'complete') state = hasGap ? 'missing' : 'damaged';
  }
  return { bytes, state };
}

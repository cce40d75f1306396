/** zstd bodies, bounded in output and in the window a frame may ask for. RFC 8878; RFC 9659 for the window. */
import { Decompress } from 'fzstd';
import type { InflatedContent } from '../engine/host';
import { zstdFrameHeader } from './zstd-frame';

const magic = 0xfd2fb528;
const largestWindow = 8 * 1024 * 1024;
const checksumLength = 4;

const reachedLimit = new Error('limit');

export function inflateZstd(bytes: Uint8Array, limit: number): InflatedContent {
  const end = soundFrames(bytes);
  const parts: Uint8Array[] = [];
  let room = limit;
  const stream = new Decompress((part) => {
    if (part.length > 0 && room > 0) parts.push(part.slice(0, room));
    room -= part.length;
    if (room < 0) throw reachedLimit;
  });
  let state: InflatedContent['state'] = end.state;
  try {
    stream.push(bytes.subarray(0, end.at), end.state === 'complete');
  } catch (error) {
    state = error === reachedLimit ? 'limit' : 'damaged';
  }
  return { bytes: Buffer.concat(parts), state };
}

/** How far `bytes` are whole frames or blocks whose window is acceptable. */
function soundFrames(bytes: Uint8Array): { readonly at: number; readonly state: 'complete' | 'truncated' | 'damaged' } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  while (at < bytes.length) {
    if (bytes.length - at < 6) return { at, state: 'truncated' };
    if (view.getUint32(at, true) !== magic) return { at, state: 'damaged' };
    const header = zstdFrameHeader(bytes, at + 4);
    if (header.window > largestWindow) return { at, state: 'damaged' };
    const end = endOfBlocks(bytes, header.end);
    at = end.at;
    if (end.state !== 'complete') return end;
    at += header.hasChecksum ? checksumLength : 0;
    if (at > bytes.length) return { at: bytes.length, state: 'truncated' };
  }
  return { at, state: 'complete' };
}

/** RFC 8878, section 3.1.1.2: walks the blocks of a frame to its last. */
function endOfBlocks(
  bytes: Uint8Array,
  start: number,
): { readonly at: number; readonly state: 'complete' | 'truncated' } {
  let at = start;
  for (;;) {
    if (at + 3 > bytes.length) return { at: Math.min(at, bytes.length), state: 'truncated' };
    const header = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
    const isRun = ((header >> 1) & 3) === 1;
    const next = at + 3 + (isRun ? 1 : header >>> 3);
    if (next > bytes.length) return { at, state: 'truncated' };
    at = next;
    if ((header & 1) !== 0) return { at, state: 'complete' };
  }
}

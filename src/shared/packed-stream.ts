/** A stretch of a followed stream as one buffer: its records and their bytes. */

/** A record of a stream, or the part of it that lies in the stretch. */
export interface StreamPart {
  /** Number of its record in the stream, from 0. */
  readonly record: number;
  /** `missing`: acknowledged and not in the capture; `cut`: cut off by the capture. */
  readonly kind: 'data' | 'missing' | 'cut';
  readonly server: boolean;
  readonly packet: number;
  /** Seconds since the stream's first packet, and since the packet of the record before. */
  readonly time: number;
  readonly since: number;
  /** Bytes of its own direction before the part. */
  readonly offset: number;
  /** Bytes of the record before the part. */
  readonly skip: number;
  /** Bytes of the part; for a gap those that are missing. */
  readonly length: number;
}

export interface StreamStretch {
  /** Bytes of the side before the stretch. */
  readonly from: number;
  readonly parts: readonly StreamPart[];
  /** The bytes of the data parts, one behind the other. */
  readonly bytes: Uint8Array;
}

/** Longest stretch that may be asked for: with a packet for every byte it is still smaller than a megabyte. */
export const maximumStretch = 20 * 1024;

/*
 * Layout, little-endian:
 *   f64  from
 *   u32  number of parts, u32 unused
 *   per part: f64 time, since, offset; u32 record, packet, kind and side, skip, length, unused
 *   the bytes
 */
const headBytes = 16;
const partBytes = 48;
const kinds = ['data', 'missing', 'cut'] as const;
const serverBit = 4;

export function packStretch({ from, parts, bytes }: StreamStretch): Uint8Array<ArrayBuffer> {
  const start = headBytes + parts.length * partBytes;
  const packed = new Uint8Array(start + bytes.length);
  const view = new DataView(packed.buffer);
  view.setFloat64(0, from, true);
  view.setUint32(8, parts.length, true);
  for (const [index, part] of parts.entries()) {
    const at = headBytes + index * partBytes;
    view.setFloat64(at, part.time, true);
    view.setFloat64(at + 8, part.since, true);
    view.setFloat64(at + 16, part.offset, true);
    view.setUint32(at + 24, part.record, true);
    view.setUint32(at + 28, part.packet, true);
    view.setUint32(at + 32, kinds.indexOf(part.kind) + (part.server ? serverBit : 0), true);
    view.setUint32(at + 36, part.skip, true);
    view.setUint32(at + 40, part.length, true);
  }
  packed.set(bytes, start);
  return packed;
}

export function unpackStretch(packed: Uint8Array): StreamStretch {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const count = view.getUint32(8, true);
  const parts: StreamPart[] = [];
  for (let index = 0; index < count; index++) {
    const at = headBytes + index * partBytes;
    const bits = view.getUint32(at + 32, true);
    parts.push({
      time: view.getFloat64(at, true),
      since: view.getFloat64(at + 8, true),
      offset: view.getFloat64(at + 16, true),
      record: view.getUint32(at + 24, true),
      packet: view.getUint32(at + 28, true),
      kind: kinds[bits & 3],
      server: (bits & serverBit) !== 0,
      skip: view.getUint32(at + 36, true),
      length: view.getUint32(at + 40, true),
    });
  }
  return { from: view.getFloat64(0, true), parts, bytes: packed.subarray(headBytes + count * partBytes) };
}

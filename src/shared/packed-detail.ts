/** A packet's detail on its way to the window: one text for all lines, and the first bytes of every buffer. */
import type { FrameNumber, PacketDetail } from './view';

/** Bytes of a buffer that travel with the detail; the rest is asked for when it is looked at. */
export const inlineBytes = 64 * 1024;

/** The lines are one JSON text, because ten thousand objects cross a port far slower than one string. */
export interface PackedDetail {
  readonly number: FrameNumber;
  readonly text: string;
  readonly buffers: readonly { readonly name: string; readonly length: number; readonly start: Uint8Array }[];
}

/** Bytes the window can show: `start` holds the first of them, at most `inlineBytes`. */
export interface WindowBuffer {
  readonly name: string;
  readonly length: number;
  readonly start: Uint8Array;
}

/** A packet's detail as the window holds it. */
export interface WindowDetail extends Omit<PacketDetail, 'buffers'> {
  readonly buffers: readonly WindowBuffer[];
}

export function packDetail(detail: PacketDetail): PackedDetail {
  const { number, nodes, strip, related } = detail;
  return {
    number,
    text: JSON.stringify({ nodes, strip, related }),
    buffers: detail.buffers.map(({ name, bytes }) => ({
      name,
      length: bytes.length,
      start: bytes.slice(0, inlineBytes),
    })),
  };
}

export function unpackDetail(packed: PackedDetail): WindowDetail {
  const { nodes, strip, related } = JSON.parse(packed.text) as Pick<PacketDetail, 'nodes' | 'strip' | 'related'>;
  return { number: packed.number, nodes, strip, related, buffers: packed.buffers };
}

/** Finds where a source-routed datagram really goes: the header then names only the next stop. RFC 791, section 3.1. */
import type { Layer } from '../../../declare/layer';

export const looseSourceRoute = 131;
export const strictSourceRoute = 137;

/**
 * Offset of the final destination's address in the layer: 16, the header's own field, unless a source route option has stops left.
 * `headerLength` is in bytes.
 */
export function destinationAt(layer: Layer, headerLength: number): number {
  for (let at = 20; at < headerLength && layer.has(at, 1); ) {
    const type = layer.u8(at);
    if (type === 0) break;
    if (type === 1) {
      at++;
      continue;
    }
    if (!layer.has(at, 3)) break;
    const length = layer.u8(at + 1);
    if (length < 2 || at + length > headerLength) break;
    if ((type === looseSourceRoute || type === strictSourceRoute) && length >= 7) {
      const last = at + 3 + 4 * Math.floor((length - 3) / 4) - 4;
      return layer.u8(at + 2) <= length && layer.has(last, 4) ? last : 16;
    }
    at += length;
  }
  return 16;
}

/** Lets a layer read the bytes of a reassembled message in the place of its own. */
import type { Layer } from '../../../declare/layer';

/** Calls `walk` while the layer's bytes are `bytes`. */
export function readingOther(layer: Layer, bytes: Uint8Array, walk: () => void): void {
  const { bytes: own, start, end, reported } = layer;
  Object.assign(layer, { bytes, start: 0, end: bytes.length, reported: bytes.length });
  try {
    walk();
  } finally {
    Object.assign(layer, { bytes: own, start, end, reported });
  }
}

/** What follows a frame's payload: padding to the shortest frame, a trailer, a frame check sequence. IEEE 802.3-2018, sections 3.2.8 and 3.2.9. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';

/** Bytes of the shortest frame without and with its check sequence. */
const shortestFrame = 60;
const shortestFrameWithCheck = 64;
/** Value of the status field: the sequence was not compared with the frame. */
const unverified = 2;

export interface TrailerFields {
  readonly padding: Field;
  readonly trailer: Field;
  /** Left away where the frame travels inside another one, without its check sequence. */
  readonly fcs?: Field;
  readonly 'fcs.status'?: Field;
  readonly padding_bad?: Field;
}

/**
 * Shows the bytes from `at` to the layer's end. Nothing in them says what they are, so this is Wireshark's guess: zeros up to the
 * shortest frame are padding; four bytes at the end of a frame of at least 64 are the check sequence; the rest is a trailer.
 */
export function dissectTrailer(layer: Layer, at: number, fields: TrailerFields): void {
  if (!layer.emitting || at >= layer.reported) return;
  const { padding, trailer, fcs, ...expert } = fields;
  const frameLength = layer.dissection.originalLength;
  let rest = at;
  const missing = shortestFrame - (frameLength - (layer.reported - at));
  if (frameLength >= shortestFrame && missing > 0 && missing <= layer.available - at) {
    if (isZero(layer, at, missing)) {
      layer.add(padding, at, missing);
      rest += missing;
    } else if (expert.padding_bad !== undefined) layer.addComputed(expert.padding_bad, 1, at, missing);
  }
  const checked = fcs !== undefined && layer.reported - rest >= 4 && frameLength >= shortestFrameWithCheck;
  const trailerEnd = Math.min(checked ? layer.reported - 4 : layer.reported, layer.available);
  if (trailerEnd > rest) layer.add(trailer, rest, trailerEnd - rest);
  if (!checked || !layer.has(layer.reported - 4, 4)) return;
  layer.add(fcs, layer.reported - 4, 4);
  if (expert['fcs.status'] !== undefined) layer.addComputed(expert['fcs.status'], unverified);
}

function isZero(layer: Layer, at: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (layer.u8(at + i) !== 0) return false;
  return true;
}

/** Cuts a byte stream into PDUs that say their length in a header of fixed size. */
import { type Layer, oneMoreSegment } from '../../../declare/layer';

/** The length of the PDU that begins at `at`, header included, in bytes; its header is there. Below the header's length: not a PDU. */
export type PduLength = (layer: Layer, at: number) => number;

/** No PDU is waited for that says it is longer. */
const maximumPdu = 1 << 27;

/**
 * Takes the PDU that begins the layer: trims the layer to it, and lets the next one follow as a layer of its own once it is whole.
 * Returns false when more bytes were asked for, or the length is none: then the layer stays as it is.
 */
export function takePdu(layer: Layer, header: number, lengthOf: PduLength): boolean {
  const length = wholeLength(layer, 0, header, lengthOf);
  if (length < 0) layer.malformed('A length is too small for its own header, or larger than any message', 0, header);
  if (length <= 0) return false;
  if (length < layer.available) {
    if (wholeLength(layer, length, header, lengthOf) !== 0) layer.again(length);
    layer.trim(length);
  }
  return true;
}

/** The length of the PDU at `at`; what there is of it when no more can be had; 0 after asking for more, -1 for a length that is none. */
function wholeLength(layer: Layer, at: number, header: number, lengthOf: PduLength): number {
  const left = layer.available - at;
  if (left < header) return layer.needMore(at, oneMoreSegment) ? 0 : left;
  const length = lengthOf(layer, at);
  if (length < header || length > maximumPdu) return -1;
  if (length <= left) return length;
  return layer.needMore(at, length - left) ? 0 : left;
}

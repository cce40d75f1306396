/** Walks what an Ethernet length or type field announces, for the frame itself and for its tags. IEEE 802.3-2018, section 3.2.6. */
import type { Layer } from '../../../declare/layer';
import ipx from '../../network/ipx';
import { dispatchEtherType } from '../ethertype';
import llc from '../llc';

/** Largest value of the field that is a length; what lies between it and `smallestType` is neither. */
export const largestLength = 1500;
export const smallestType = 0x0600;

/** True when the field's value is a length. Zero is not: it occurs as a type. */
export const isLength = (lengthOrType: number): boolean => lengthOrType <= largestLength && lengthOrType > 0;

/**
 * Walks the payload at `at`. Returns the offset of its end by its own headers: padding and trailer follow there.
 */
export function dissectLengthOrType(layer: Layer, lengthOrType: number, at: number): number {
  if (!isLength(lengthOrType)) {
    dispatchEtherType(layer, lengthOrType, at);
    return at + layer.carried;
  }
  const length = Math.min(lengthOrType, layer.reported - at);
  // Novell's "raw" frames have IPX, which begins with a checksum of ones, where the LLC header should be.
  const raw = layer.has(at, 2) && layer.u16(at) === 0xffff;
  layer.next(raw ? ipx : llc, at, length);
  return at + length;
}

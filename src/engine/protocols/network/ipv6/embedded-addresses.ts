/** Addresses that an IPv6 address was made from. RFC 4291 appendix A, RFC 3056, RFC 4380, RFC 5214. */
import type { Layer } from '../../../declare/layer';

/** The IEEE 802 address in a modified EUI-64 interface identifier, if it is one. `at` is the address's offset in the layer. */
export function hardwareAddress(layer: Layer, at: number): Uint8Array | undefined {
  if (!layer.has(at, 16) || layer.u16(at + 11) !== 0xfffe) return undefined;
  const identifier = layer.slice(at + 8, 8);
  // The universal/local bit is inverted in the identifier. An address that somebody chose freely is no hardware's.
  if ((identifier[0] & 2) === 0) return undefined;
  return Uint8Array.of(identifier[0] ^ 2, identifier[1], identifier[2], identifier[5], identifier[6], identifier[7]);
}

const isSixToFour = (layer: Layer, at: number): boolean => layer.has(at, 16) && layer.u16(at) === 0x2002;

/** The IPv4 address of a 6to4 gateway. */
export const sixToFourGateway = (layer: Layer, at: number): number | undefined =>
  isSixToFour(layer, at) ? layer.u32(at + 2) : undefined;

/** The subnet behind a 6to4 gateway. */
export const sixToFourSubnet = (layer: Layer, at: number): number | undefined =>
  isSixToFour(layer, at) ? layer.u16(at + 6) : undefined;

const isTeredo = (layer: Layer, at: number): boolean => layer.has(at, 16) && layer.u32(at) === 0x20010000;

export const teredoServer = (layer: Layer, at: number): number | undefined =>
  isTeredo(layer, at) ? layer.u32(at + 4) : undefined;

/** Port and address of the client are inverted in the address, so that no middlebox rewrites them. */
export const teredoPort = (layer: Layer, at: number): number | undefined =>
  isTeredo(layer, at) ? layer.u16(at + 10) ^ 0xffff : undefined;

export const teredoClient = (layer: Layer, at: number): number | undefined =>
  isTeredo(layer, at) ? ~layer.u32(at + 12) >>> 0 : undefined;

/** The IPv4 address in an ISATAP interface identifier. */
export function isatapAddress(layer: Layer, at: number): number | undefined {
  if (!layer.has(at, 16)) return undefined;
  return (layer.u32(at + 8) & 0xfcffffff) >>> 0 === 0x00005efe ? layer.u32(at + 12) : undefined;
}

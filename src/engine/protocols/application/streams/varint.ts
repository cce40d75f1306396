/** Numbers of variable length: seven bits a byte, the lowest first; the highest bit says that another follows. */
import type { Layer } from '../../../declare/layer';

const maximumBytes = 10;

/** Behind the number at `at`. */
export function varintEnd(layer: Layer, at: number): number {
  let end = at;
  while (layer.u8(end) >= 0x80 && end < at + maximumBytes - 1) end++;
  return end + 1;
}

/** The number at `at`, exact up to 2^53. */
export function varint(layer: Layer, at: number): number {
  let value = 0;
  for (let i = varintEnd(layer, at) - 1; i >= at; i--) value = value * 128 + (layer.u8(i) & 0x7f);
  return value;
}

/** All bits of the number at `at`. */
function allBits(layer: Layer, at: number): bigint {
  let value = 0n;
  for (let i = varintEnd(layer, at) - 1; i >= at; i--) value = (value << 7n) | BigInt(layer.u8(i) & 0x7f);
  return value;
}

/** The number at `at`, exact to the 64 bits that such numbers have. */
export const wideVarint = (layer: Layer, at: number): bigint => BigInt.asUintN(64, allBits(layer, at));

/** The number at `at` as a length: what is longer than the layer ends the walk. */
export function byteLength(layer: Layer, at: number): number {
  const length = varint(layer, at);
  return length > layer.available ? layer.cutOff(at + length) : length;
}

/** The signed number at `at`: zigzag, so that small ones are short whatever their sign. */
export function signedVarint(layer: Layer, at: number): bigint {
  const value = allBits(layer, at);
  return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
}

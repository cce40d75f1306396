/** The Internet checksum. RFC 1071. */

/** Sum of 16-bit words in one's complement, folded and inverted: 0 over data that holds its own correct checksum. `seed` adds a pseudo-header's sum. */
export function internetChecksum(bytes: Uint8Array, at: number, length: number, seed = 0): number {
  return ~fold(sumWords(bytes, at, length, seed)) & 0xffff;
}

/** Unfolded sum of big-endian words; an odd last byte counts as if a zero followed. Exact up to some 2^37 words. */
export function sumWords(bytes: Uint8Array, at: number, length: number, seed = 0): number {
  let sum = seed;
  const even = at + (length & ~1);
  for (let i = at; i < even; i += 2) sum += (bytes[i] << 8) | bytes[i + 1];
  if (length & 1) sum += bytes[even] << 8;
  return sum;
}

function fold(sum: number): number {
  let rest = sum;
  while (rest > 0xffff) rest = (rest % 0x10000) + Math.floor(rest / 0x10000);
  return rest;
}

/** The header of a zstd frame. RFC 8878, section 3.1.1.1. */

/** Magic number, descriptor, window, dictionary and size at their longest. */
export const longestFrameHeader = 18;

/** What the frame header at `at`, after the magic number, says; bytes that are missing count as zero. */
export function zstdFrameHeader(
  bytes: Uint8Array,
  at: number,
): { readonly end: number; readonly window: number; readonly hasChecksum: boolean } {
  const descriptor = bytes[at] ?? 0;
  const single = (descriptor & 0x20) !== 0;
  const dictionaryLength = [0, 1, 2, 4][descriptor & 3];
  const sizeLength = descriptor >> 6 === 0 ? Number(single) : 1 << (descriptor >> 6);
  const sizeAt = at + 1 + Number(!single) + dictionaryLength;
  let size = sizeLength === 2 ? 256 : 0;
  for (let index = 0; index < sizeLength; index += 1) size += (bytes[sizeAt + index] ?? 0) * 256 ** index;
  const exponent = (bytes[at + 1] ?? 0) >> 3;
  const windowBase = 2 ** (10 + exponent);
  const window = single ? size : windowBase + (windowBase / 8) * ((bytes[at + 1] ?? 0) & 7);
  return { end: sizeAt + sizeLength, window, hasChecksum: (descriptor & 4) !== 0 };
}

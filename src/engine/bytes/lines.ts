/** Lines and words in bytes: what the protocols that are written as text share. */

const carriageReturn = 13;
const lineFeed = 10;

/** Offset of the first CR or LF in `[from, end)`, or -1. */
export function lineBreak(bytes: Uint8Array, from: number, end: number): number {
  for (let i = from; i < end; i++) {
    const byte = bytes[i];
    if (byte === lineFeed || byte === carriageReturn) return i;
  }
  return -1;
}

/** Offset behind the line break at `at`: CR, LF or both. -1 when a CR is the last byte before `end`: an LF may follow. */
export function behindBreak(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] === lineFeed) return at + 1;
  if (at + 1 >= end) return -1;
  return bytes[at + 1] === lineFeed ? at + 2 : at + 1;
}

/** Whether the bytes at `at` spell `word`, an ASCII word in lower case, in either case. They must lie before `end`. */
export function spells(bytes: Uint8Array, at: number, end: number, word: string): boolean {
  if (at + word.length > end) return false;
  for (let i = 0; i < word.length; i++) {
    let byte = bytes[at + i];
    if (byte >= 0x41 && byte <= 0x5a) byte |= 0x20;
    if (byte !== word.charCodeAt(i)) return false;
  }
  return true;
}

export const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09;

/** Offset of the first byte in `[from, end)` that is no space or tab; `end` when all are. */
export function skipBlanks(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(bytes[at])) at++;
  return at;
}

/** The end of `[from, end)` without spaces and tabs before it. */
export function trimBlanks(bytes: Uint8Array, from: number, end: number): number {
  let at = end;
  while (at > from && isBlank(bytes[at - 1])) at--;
  return at;
}

/** The decimal number that `[from, end)` begins with, or -1 without a digit. Stops growing past 2^52. */
export function decimalAt(bytes: Uint8Array, from: number, end: number): number {
  let value = -1;
  for (let i = from; i < end; i++) {
    const digit = bytes[i] - 0x30;
    if (digit < 0 || digit > 9) break;
    value = Math.min((value < 0 ? 0 : value) * 10 + digit, 2 ** 52);
  }
  return value;
}

/** The hexadecimal number that `[from, end)` begins with, or -1 without a digit. Stops growing past 2^52. */
export function hexadecimalAt(bytes: Uint8Array, from: number, end: number): number {
  let value = -1;
  for (let i = from; i < end; i++) {
    const digit = hexadecimalDigit(bytes[i]);
    if (digit < 0) break;
    value = Math.min((value < 0 ? 0 : value) * 16 + digit, 2 ** 52);
  }
  return value;
}

/** The value of a hexadecimal digit's byte, -1 when it is none. */
export function hexadecimalDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

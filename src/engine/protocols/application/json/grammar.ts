/** Checks bytes against JSON's grammar. RFC 8259. */

/** Objects and arrays inside one another, beyond which text counts as no JSON. */
export const maximumNesting = 256;

/** Offset behind white space. */
export function skipSpace(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09)) at++;
  return at;
}

/** Offset behind the string whose opening quotation mark is at `at`, or -1. */
export function stringEnd(bytes: Uint8Array, at: number, end: number): number {
  for (let i = at + 1; i < end; i++) {
    if (bytes[i] === 0x22) return i + 1;
    if (bytes[i] === 0x5c) i++;
  }
  return -1;
}

/** Offset behind a number, `true`, `false`, `null` or `NaN` at `at`, or -1. */
export function wordEnd(bytes: Uint8Array, at: number, end: number): number {
  let stop = at;
  while (stop < end && stop - at < 64 && isWordByte(bytes[stop])) stop++;
  const word = String.fromCharCode(...bytes.subarray(at, stop));
  return /^(?:true|false|null|NaN|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(word) ? stop : -1;
}

const isWordByte = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x61 && byte <= 0x7a) ||
  byte === 0x2b ||
  byte === 0x2d ||
  byte === 0x2e;

/** Whether `[from, end)` is one JSON value, and white space around it. */
export function isJson(bytes: Uint8Array, from: number, end: number): boolean {
  const closers: number[] = [];
  let at = skipSpace(bytes, from, end);
  let wantsValue = true;
  for (;;) {
    at = skipSpace(bytes, at, end);
    if (wantsValue) {
      const byte = at < end ? bytes[at] : 0;
      if (byte === 0x7b || byte === 0x5b) {
        const closer = byte + 2;
        const inside = skipSpace(bytes, at + 1, end);
        if (bytes[inside] === closer && inside < end) at = inside + 1;
        else {
          if (closers.length >= maximumNesting) return false;
          closers.push(closer);
          at = closer === 0x7d ? memberValue(bytes, inside, end) : inside;
          if (at < 0) return false;
          continue;
        }
      } else {
        at = byte === 0x22 ? stringEnd(bytes, at, end) : wordEnd(bytes, at, end);
        if (at < 0) return false;
      }
      wantsValue = false;
      continue;
    }
    const closer = closers.at(-1);
    if (closer === undefined) return at === end;
    if (at >= end) return false;
    if (bytes[at] === closer) {
      closers.pop();
      at++;
    } else if (bytes[at] === 0x2c) {
      at = closer === 0x7d ? memberValue(bytes, skipSpace(bytes, at + 1, end), end) : at + 1;
      if (at < 0) return false;
      wantsValue = true;
    } else return false;
  }
}

/** Behind the name and colon of the member at `at`, or -1. */
function memberValue(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end || bytes[at] !== 0x22) return -1;
  const stop = stringEnd(bytes, at, end);
  if (stop < 0) return -1;
  const colon = skipSpace(bytes, stop, end);
  return colon < end && bytes[colon] === 0x3a ? colon + 1 : -1;
}

/** Searches for bytes in bytes. */

/** Whether some bytes hold a part that was decided on before. */
export type ByteSearch = (whole: Uint8Array) => boolean;

/** A search that skips ahead by what the byte under the part's end allows (Horspool's). An empty part is in nothing. */
export function searchFor(part: Uint8Array): ByteSearch {
  const { length } = part;
  if (length === 0) return () => false;
  const skips = new Int32Array(256).fill(length);
  for (let i = 0; i < length - 1; i++) skips[part[i]] = length - 1 - i;
  const lastByte = part[length - 1];
  return (whole) => {
    for (let at = length - 1; at < whole.length; at += skips[whole[at]]) {
      if (whole[at] !== lastByte) continue;
      let i = length - 2;
      let place = at - 1;
      while (i >= 0 && whole[place] === part[i]) {
        i--;
        place--;
      }
      if (i < 0) return true;
    }
    return false;
  };
}

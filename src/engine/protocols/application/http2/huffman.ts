/** The Huffman code of HPACK. RFC 7541, section 5.2 and appendix B. */

/** Bits of the code of each byte, and of the end of a string behind them. Codes of equal length follow each other in the order of the symbols. */
const lengths = [
  13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28,
  28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
  13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, 15, 5, 6, 5, 6,
  5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22, 22, 23,
  22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, 22, 21, 20, 22, 22,
  23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, 26, 26,
  20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27,
  27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27,
  27, 27, 27, 26, 30,
];
const longest = 30;
const endOfString = 256;
/** No code has fewer bits: what a decoded byte takes at least. */
const shortest = 5;

interface Row {
  /** The first code of this length, and its symbols in order. */
  readonly first: number;
  readonly symbols: readonly number[];
}

const rows = rowsOf();

function rowsOf(): readonly Row[] {
  const table: Row[] = [];
  let code = 0;
  for (let length = 0; length <= longest; length++) {
    code *= 2;
    const symbols = lengths.flatMap((bits, symbol) => (bits === length ? [symbol] : []));
    table.push({ first: code, symbols });
    code += symbols.length;
  }
  return table;
}

/** The bytes that `bytes[start, end)` stand for; undefined where they are no such code, or end in the middle of one. */
export function unpackHuffman(bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
  const out = new Uint8Array(Math.floor(((end - start) * 8) / shortest));
  let length = 0;
  let code = 0;
  let bits = 0;
  for (let at = start; at < end; at++)
    for (let shift = 7; shift >= 0; shift--) {
      code = code * 2 + ((bytes[at] >> shift) & 1);
      bits++;
      const symbol = rows[bits].symbols[code - rows[bits].first];
      if (symbol === endOfString) return undefined;
      if (symbol === undefined) {
        if (bits === longest) return undefined;
        continue;
      }
      out[length++] = symbol;
      code = 0;
      bits = 0;
    }
  // What fills the last byte are the first bits of the end's code, which are ones.
  return bits < 8 && code === 2 ** bits - 1 ? out.subarray(0, length) : undefined;
}

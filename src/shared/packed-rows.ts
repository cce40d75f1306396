/** Rows of the packet list as one buffer, so that a window of them crosses a port as one value. */
import type { PacketRow } from './view';

/*
 * Layout, little-endian 32-bit words:
 *   0  number of rows
 *   1  cells a row
 *   2… per row: packet number, colouring rule + 1, flags
 *   …  per cell: end of its text in UTF-16 units, counted over all cells
 *   …  the text of all cells, UTF-8
 */
const headerWords = 2;
const rowWords = 3;

/** Packs rows that all have the same number of cells. */
export function packRows(rows: readonly PacketRow[]): Uint8Array<ArrayBuffer> {
  const cellsPerRow = rows[0]?.cells.length ?? 0;
  const words = headerWords + rows.length * (rowWords + cellsPerRow);
  const text = new TextEncoder().encode(rows.map((row) => row.cells.join('')).join(''));
  const packed = new Uint8Array(words * 4 + text.length);
  const head = new Uint32Array(packed.buffer, 0, words);
  head[0] = rows.length;
  head[1] = cellsPerRow;
  let place = headerWords;
  for (const row of rows) {
    head[place++] = row.number;
    head[place++] = row.colour + 1;
    head[place++] = row.flags;
  }
  let end = 0;
  for (const row of rows) {
    for (const cell of row.cells) {
      end += cell.length;
      head[place++] = end;
    }
  }
  packed.set(text, words * 4);
  return packed;
}

/** Unpacks what `packRows` made. */
export function unpackRows(packed: Uint8Array): PacketRow[] {
  const aligned = packed.byteOffset % 4 === 0 ? packed : packed.slice();
  const available = Math.floor(aligned.byteLength / 4);
  const head = new Uint32Array(aligned.buffer, aligned.byteOffset, available);
  const count = head[0];
  const cellsPerRow = head[1];
  const ends = headerWords + count * rowWords;
  const words = ends + count * cellsPerRow;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(aligned.subarray(words * 4));
  const rows: PacketRow[] = [];
  let start = 0;
  for (let index = 0; index < count; index++) {
    const cells: string[] = [];
    for (let cell = 0; cell < cellsPerRow; cell++) {
      const end = head[ends + index * cellsPerRow + cell];
      cells.push(text.slice(start, end));
      start = end;
    }
    const place = headerWords + index * rowWords;
    rows.push({ number: head[place], colour: head[place + 1] - 1, flags: head[place + 2], cells });
  }
  return rows;
}

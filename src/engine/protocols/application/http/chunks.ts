/** The chunked transfer coding. RFC 9112, section 7.1. */
import { behindBreak, hexadecimalAt, lineBreak, skipBlanks } from '../../../bytes/lines';
import { type Layer, oneMoreSegment } from '../../../declare/layer';

/** A chunk larger than this is a lie. */
const maximumChunk = 1 << 30;

/** One chunk. Offsets are from the layer's start. `dataEnd` is cut by the layer's end. The last chunk has no data. */
export interface Chunk {
  readonly start: number;
  readonly lineEnd: number;
  readonly size: number;
  readonly dataStart: number;
  readonly dataEnd: number;
  /** Behind the line break that ends the data. */
  readonly end: number;
}

/** How far chunks reach: to `end` when complete; otherwise at least `missing` more bytes are needed, and `resume` is where to go on. */
export interface MeasuredChunks {
  readonly complete: boolean;
  readonly end: number;
  readonly missing: number;
  readonly resume: number;
}

/** Walks chunks from `from` on, which begins a chunk, to the end of the trailer section behind the last one. */
export function measureChunks(layer: Layer, at: number, from: number): MeasuredChunks {
  const { available } = layer;
  let chunk = from;
  for (;;) {
    const found = chunkAt(layer, chunk);
    if (found === 'incomplete')
      return { complete: false, end: available, missing: oneMoreSegment, resume: Math.max(chunk, at) };
    // What is no chunk ends the body here; what follows is shown as it is.
    if (found === 'wrong') return { complete: true, end: available, missing: 0, resume: chunk };
    if (found.size === 0) {
      const end = trailerEnd(layer, found.dataStart);
      return end < 0
        ? { complete: false, end: available, missing: oneMoreSegment, resume: chunk }
        : { complete: true, end, missing: 0, resume: chunk };
    }
    const end = found.dataStart + found.size;
    // At least the first byte of the line break behind the data.
    if (end + 1 > available) return { complete: false, end: available, missing: end + 2 - available, resume: chunk };
    if (found.end < 0) return { complete: false, end: available, missing: 1, resume: chunk };
    chunk = found.end;
  }
}

/** The chunk that begins at `at`. */
export function chunkAt(layer: Layer, at: number): Chunk | 'incomplete' | 'wrong' {
  const { bytes, end, start, available } = layer;
  const stop = at >= available ? -1 : lineBreak(bytes, start + at, end);
  const next = stop < 0 ? -1 : behindBreak(bytes, stop, end);
  if (next < 0) return 'incomplete';
  const size = hexadecimalAt(bytes, skipBlanks(bytes, start + at, stop), stop);
  if (size < 0 || size > maximumChunk) return 'wrong';
  const dataStart = next - start;
  const dataEnd = dataStart + size;
  const lineEnd = stop - start;
  if (size === 0) return { start: at, lineEnd, size, dataStart, dataEnd, end: dataStart };
  if (dataEnd >= available)
    return { start: at, lineEnd, size, dataStart, dataEnd: Math.min(dataEnd, available), end: available };
  const first = bytes[start + dataEnd];
  const behind = first === 13 || first === 10 ? behindBreak(bytes, start + dataEnd, end) : start + dataEnd;
  return { start: at, lineEnd, size, dataStart, dataEnd, end: behind < 0 ? -1 : behind - start };
}

/** Behind the blank line that ends the trailer section that begins at `at`; -1 when it is not there yet. */
export function trailerEnd(layer: Layer, at: number): number {
  const { bytes, end, start } = layer;
  let line = start + at;
  while (line < end) {
    const stop = lineBreak(bytes, line, end);
    const next = stop < 0 ? -1 : behindBreak(bytes, stop, end);
    if (next < 0) return -1;
    if (stop === line) return next - start;
    line = next;
  }
  return -1;
}

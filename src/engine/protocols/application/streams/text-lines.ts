/** Walks the lines of protocols that are written as text. */
import { behindBreak, isBlank, lineBreak } from '../../../bytes/lines';
import { type Layer, oneMoreSegment } from '../../../declare/layer';

/** A line longer than this is not waited for. */
const maximumLine = 1 << 16;

/** Calls back with the lines in `[from, end)`: where each begins, where its text ends, and where its break ends. */
export function eachLine(
  layer: Layer,
  from: number,
  end: number,
  visit: (at: number, stop: number, next: number) => void,
): void {
  const { bytes, start } = layer;
  for (let line = from; line < end; ) {
    const found = lineBreak(bytes, start + line, start + end);
    const behind = found < 0 ? -1 : behindBreak(bytes, found, start + end);
    const next = behind < 0 ? end : behind - start;
    visit(line, found < 0 ? end : found - start, next);
    line = next;
  }
}

/** Whether the layer ends with a line break, or no more can be had; false after asking for more. */
export function takeLines(layer: Layer): boolean {
  if (layer.available === 0 || layer.u8(layer.available - 1) === 0x0a || layer.available > maximumLine) return true;
  return !layer.needMore(0, oneMoreSegment);
}

/** Offset of the first blank in `[from, end)`, `end` when there is none. */
export function wordEnd(layer: Layer, from: number, end: number): number {
  const blank = layer.find(0x20, from, end);
  return blank < 0 ? end : blank;
}

/** Behind the header that begins at `at`, with the lines that continue it; an empty line is one of its own. RFC 5322, section 2.2.3. */
export function foldedEnd(layer: Layer, at: number, limit: number): number {
  const { bytes, start } = layer;
  const end = start + limit;
  for (let line = start + at; ; ) {
    const found = lineBreak(bytes, line, end);
    const behind = found < 0 ? -1 : behindBreak(bytes, found, end);
    if (behind < 0) return limit;
    if (found === start + at || behind >= end || !isBlank(bytes[behind])) return behind - start;
    line = behind;
  }
}

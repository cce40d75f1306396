/** Slices of text and bytes, and the choice of layers. */
import type { FieldValue } from '../declare/field';
import type { Occurrence } from '../decode/value-sink';
import type { Range } from './syntax';
import { bytesOf } from './value-class';

/** The bytes or characters of the ranges, joined; nothing when a range begins or ends outside. */
export function sliced(value: FieldValue, ranges: readonly Range[]): readonly FieldValue[] {
  if (typeof value === 'string') return slicedText([...value], ranges);
  const bytes = bytesOf(value);
  if (ranges.length === 1) {
    const part = bounds(ranges[0], bytes.length);
    return part === undefined ? [] : [bytes.subarray(part.from, part.to)];
  }
  const parts: number[] = [];
  for (const range of ranges) {
    const part = bounds(range, bytes.length);
    if (part === undefined) return [];
    parts.push(...bytes.subarray(part.from, part.to));
  }
  return [Uint8Array.from(parts)];
}

function slicedText(characters: readonly string[], ranges: readonly Range[]): readonly string[] {
  let text = '';
  for (const range of ranges) {
    const part = bounds(range, characters.length);
    if (part === undefined) return [];
    text += characters.slice(part.from, part.to).join('');
  }
  return [text];
}

/** From the first to behind the last of a range in something of a length; undefined where it is not inside. */
function bounds(range: Range, length: number): { readonly from: number; readonly to: number } | undefined {
  const from = range.from < 0 ? length + range.from : range.from;
  const to = last(range, from, length);
  return from < 0 || from >= length || to > length || to <= from ? undefined : { from, to };
}

function last(range: Range, from: number, length: number): number {
  switch (range.kind) {
    case 'rest':
      return length;
    case 'length':
      return from + range.length;
    case 'to':
      return (range.to < 0 ? length + range.to : range.to) + 1;
    default:
      return range satisfies never;
  }
}

/** The occurrences in the layers that `#` names, counted from 1; negative numbers count from the last. */
export function inLayers(occurrences: readonly Occurrence[], layers: readonly Range[]): readonly Occurrence[] {
  const count = occurrences.reduce((most, { layer }) => Math.max(most, layer), 0);
  const number = (value: number) => (value < 0 ? count + 1 + value : value);
  return occurrences.filter(({ layer }) =>
    layers.some((range) => {
      const from = number(range.from);
      if (range.kind === 'rest') return layer >= from;
      return layer >= from && layer <= (range.kind === 'to' ? number(range.to) : from + range.length - 1);
    }),
  );
}

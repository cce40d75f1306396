/** Reads the ranges of slices and of the layer operator: `2`, `0:3`, `1-2`, `:4`, `-4:`. */
import { fail } from './problem';
import type { Range } from './syntax';

/** Offsets beyond this are refused. */
const largest = 0x7fff_ffff;

/** The range that `text` says, which stands at `start`. @throws FilterSyntaxError */
export function readRange(text: string, start: number): Range {
  const end = start + text.length;
  const match = /^(-?\w+)?\s*(?:([:-])\s*(-?\w+)?)?$/.exec(text);
  const from = offset(match?.[1]);
  const to = offset(match?.[3]);
  const separator = match?.[2];
  if (match === null || from === undefined || to === undefined)
    return fail(
      `“${text}” is no range: write [offset:length], [first-last], [offset], [:length] or [offset:].`,
      start,
      end,
    );
  if (Math.abs(from) > largest || Math.abs(to) > largest) fail('Offsets end at 2,147,483,647.', start, end);
  if (separator === undefined) return { kind: 'length', from, length: 1 };
  if (separator === '-') {
    if (match[1] === undefined || match[3] === undefined)
      fail('The first and the last offset of a range belong on both sides of “-”.', start, end);
    if (from < 0 !== to < 0) fail('Count both ends of a range from the same side.', start, end);
    if (from >= to) fail(`The range ends where it begins or before: ${from} is not below ${to}.`, start, end);
    return { kind: 'to', from, to };
  }
  if (match[3] === undefined) return { kind: 'rest', from };
  if (to <= 0) fail(`The length must be above 0, not ${to}.`, start, end);
  return { kind: 'length', from, length: to };
}

/** Decimal, octal or hexadecimal; 0 where nothing stands, undefined where no number does. */
function offset(text: string | undefined): number | undefined {
  if (text === undefined) return 0;
  const digits = text.replace(/^-/, '');
  if (!/^(?:0x[\da-f]+|0[0-7]*|[1-9]\d*)$/i.test(digits)) return undefined;
  const value = Number(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return text.startsWith('-') ? -value : value;
}

/** A range as it is written. */
export function rangeText(range: Range): string {
  switch (range.kind) {
    case 'length':
      return range.length === 1 ? String(range.from) : `${range.from}:${range.length}`;
    case 'to':
      return `${range.from}-${range.to}`;
    case 'rest':
      return `${range.from}:`;
    default:
      return range satisfies never;
  }
}

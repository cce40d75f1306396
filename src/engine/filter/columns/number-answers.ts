/** Compares a chunk's numbers with sets of numbers, in loops that see nothing but typed arrays. */
import type { Interval } from '../compiled-filter';
import { type Answers, answer, type Rows } from './answer';

/**
 * Answers for each number whether it lies in one of the intervals, for NaN that only decoding tells. Without intervals each number
 * is accepted. `origin` was taken from the numbers before.
 */
export function answerNumbers(
  answers: Answers,
  values: Float64Array,
  rows: Rows,
  mask: number | undefined,
  intervals: readonly Interval[] | undefined,
  origin = 0n,
): void {
  if (mask !== undefined) for (let at = rows.from; at < rows.to; at++) values[at] = masked(values[at], mask);
  if (intervals === undefined) accept(answers, values, rows);
  else {
    const [first, ...rest] = intervals.map(([low, high]) => [distance(low, origin), distance(high, origin)] as const);
    within(answers, values, rows, first[0], first[1]);
    for (const [low, high] of rest) alsoWithin(answers, values, rows, low, high);
  }
}

/** Bits of a 32-bit number; bitwise operators would make it a signed one. */
const masked = (value: number, mask: number): number =>
  Number.isNaN(value) ? value : mask <= 0x7fff_ffff ? (value & mask) >>> 0 : Number(BigInt(value) & BigInt(mask));

function distance(bound: bigint | number, origin: bigint): number {
  if (typeof bound === 'bigint') return Number(bound - origin);
  return Number.isFinite(bound) ? bound - Number(origin) : bound;
}

function accept(answers: Answers, values: Float64Array, { from, to }: Rows): void {
  for (let at = from; at < to; at++) answers[at] = Number.isNaN(values[at]) ? answer.decode : answer.yes;
}

function within(answers: Answers, values: Float64Array, { from, to }: Rows, low: number, high: number): void {
  for (let at = from; at < to; at++) {
    const value = values[at];
    answers[at] = value >= low ? (value <= high ? answer.yes : answer.no) : value < low ? answer.no : answer.decode;
  }
}

function alsoWithin(answers: Answers, values: Float64Array, { from, to }: Rows, low: number, high: number): void {
  for (let at = from; at < to; at++) if (values[at] >= low && values[at] <= high) answers[at] = answer.yes;
}

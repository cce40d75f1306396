/** The three answers that columns give, and how tests that are joined join their answers. */
import type { FieldValue } from '../../declare/field';
import type { CaptureIndex } from '../../index/index-pass';
import { chunkLength, type PacketChunk } from '../../index/packet-table';
import type { ColumnQuestion } from '../compiled-filter';

/** Whether a packet passes: no, only decoding tells, yes. */
export const answer = { no: 0, decode: 1, yes: 2 } as const;

/** The answer for a packet that has these values, as far as columns know. */
export function answerOf({ all, mask, accepts }: ColumnQuestion, values: readonly FieldValue[]): number {
  const masked = mask === undefined ? values : values.map((value) => Number(value) & mask);
  if (masked.length === 0) return answer.no;
  return (all ? masked.every(accepts) : masked.some(accepts)) ? answer.yes : answer.no;
}

/** Answers of the rows of one chunk, by their place in it. */
export type Answers = Uint8Array;

export const newAnswers = (): Answers => new Uint8Array(chunkLength);

/** Rows `[from, to)` of one chunk, by their place in it. */
export interface Rows {
  readonly index: CaptureIndex;
  readonly chunk: PacketChunk;
  /** Row number of the chunk's first row. */
  readonly first: number;
  readonly from: number;
  readonly to: number;
}

/** Gives a test's answers for some rows. */
export interface Answering {
  readonly answers: Answers;
  answer(rows: Rows): void;
  /**
   * Joins the answers by `and` into those of other tests. Rows that those do not let through may be left out: of the others `answers`
   * tells afterwards.
   */
  narrow(rows: Rows, into: Answers): void;
}

/** Fills the answers in; what the stack and the flags say comes on top. Rows for which `only` says no may be left out. */
export interface Known {
  fill(rows: Rows, only?: Answers): void;
  /** Packets with one of these flags, or without all of the others, are decoded. */
  readonly unless: number;
  readonly requires?: number;
}

// Always written: a processor guesses wrongly whether an answer changes, and that takes longer.

export function joinAnd(into: Answers, other: Answers, { from, to }: Rows): void {
  for (let at = from; at < to; at++) {
    const a = into[at];
    const b = other[at];
    into[at] = a < b ? a : b;
  }
}

export function joinOr(into: Answers, other: Answers, { from, to }: Rows): void {
  for (let at = from; at < to; at++) {
    const a = into[at];
    const b = other[at];
    into[at] = a > b ? a : b;
  }
}

export function joinXor(into: Answers, other: Answers, { from, to }: Rows): void {
  for (let at = from; at < to; at++)
    into[at] =
      into[at] === answer.decode || other[at] === answer.decode
        ? answer.decode
        : into[at] === other[at]
          ? answer.no
          : answer.yes;
}

/** Four answers in each word: 0 where all are no. A view from the first byte on. */
export const inFours = (answers: Answers): Uint32Array => new Uint32Array(answers.buffer, 0, answers.length >>> 2);

export function negate(into: Answers, { from, to }: Rows): void {
  for (let at = from; at < to; at++) into[at] = answer.yes - into[at];
}

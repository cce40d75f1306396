/** The three answers that columns give, and how tests that are joined join their answers. */
import type { CaptureIndex } from '../../index/index-pass';
import { chunkLength, type PacketChunk } from '../../index/packet-table';

/** Whether a packet passes: no, only decoding tells, yes. */
export const answer = { no: 0, decode: 1, yes: 2 } as const;

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

export function negate(into: Answers, { from, to }: Rows): void {
  for (let at = from; at < to; at++) into[at] = answer.yes - into[at];
}

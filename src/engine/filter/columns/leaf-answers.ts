/** Answers one test for the rows of a chunk: from columns where it can, and from the stack where it cannot. */
import type { Field } from '../../declare/field';
import { chunkLength, packetBit } from '../../index/packet-table';
import type { ColumnQuestion, FilterSource, Leaf } from '../compiled-filter';
import { type Answering, type Answers, answer, answerOf, inFours, type Known, newAnswers, type Rows } from './answer';
import { type BitColumn, type Column, columns, type RowColumn, type StackColumn } from './columns';
import { AskedForPorts, AskedForValues, byConversation } from './conversation-answers';
import { answerNumbers } from './number-answers';
import { canHave, StackAnswers } from './stack-answers';

/** The table holds nothing true of these packets: they were not walked, or a layer said so. */
const unknown = packetBit.ignored | packetBit.undecided;

/** Whether packets with a stack can hold what a test needs; beyond `yes` they must be decoded. */
const possible = { no: 0, yes: 1, unclear: 2 } as const;

export function leafAnswers(leaf: Leaf, source: FilterSource): Answering {
  const answers = newAnswers();
  const strangers = (leaf.question?.fields ?? []).slice(1).map(({ protocol }) => protocol);
  const stacks = new StackAnswers(source.index, (protocols) =>
    !canHave(leaf.needs, protocols)
      ? possible.no
      : protocols.some((layer) => strangers.includes(layer))
        ? possible.unclear
        : possible.yes,
  );
  const known = knownFor(leaf.question, answers, source) ?? filled(answers, answer.decode);
  return {
    answers,
    answer(rows) {
      known.fill(rows);
      correct(answers, rows, stacks.table, known);
    },
    narrow(rows, into) {
      known.fill(rows, into);
      correctSome(answers, rows, stacks.table, known, into);
    },
  };
}

const filled = (answers: Answers, value: number): Known => ({
  unless: 0,
  fill({ from, to }) {
    answers.fill(value, from, to);
  },
});

// What runs for every row is a function or a method that is there once: one made anew for each filter would have to become fast anew.

function correct(
  answers: Answers,
  { chunk: { stack, flags }, from, to }: Rows,
  byStack: Uint8Array,
  { unless, requires = 0 }: Known,
): void {
  for (let at = from; at < to; at++)
    answers[at] = corrected(answers[at], flags[at], possibleFor(stack[at], byStack), unless, requires);
}

/** The same for rows that others let through, whose answers it joins by `and`. */
function correctSome(
  answers: Answers,
  { chunk: { stack, flags }, from, to }: Rows,
  byStack: Uint8Array,
  { unless, requires = 0 }: Known,
  into: Answers,
): void {
  const fours = inFours(into);
  for (let at = from; at < to; at++) {
    if ((at & 3) === 0 && fours[at >>> 2] === 0) at += 3;
    else if (into[at] !== answer.no) {
      answers[at] = corrected(answers[at], flags[at], possibleFor(stack[at], byStack), unless, requires);
      if (answers[at] < into[at]) into[at] = answers[at];
    }
  }
}

const possibleFor = (stack: number, byStack: Uint8Array): number =>
  stack < byStack.length ? byStack[stack] : possible.unclear;

/**
 * What cannot be in a packet is not; what columns do not tell of a packet is decoded. Which packets can hold it changes from row to row,
 * so that is no branch, but a mask for the answer; the others are rare.
 */
function corrected(found: number, flag: number, can: number, unless: number, requires: number): number {
  const rare = unknown | packetBit.packed | unless;
  return can > possible.yes || ((flag & rare) | (~flag & requires & -can)) !== 0
    ? rarely(found, flag, can, unless, requires)
    : found & -can;
}

function rarely(found: number, flag: number, can: number, unless: number, requires: number): number {
  if ((flag & unknown) !== 0 || can > possible.yes) return answer.decode;
  if (can === possible.no) return (flag & packetBit.packed) === 0 ? answer.no : answer.decode;
  return (flag & unless) !== 0 || (~flag & requires) !== 0 ? answer.decode : found;
}

const columnOf = ({ id }: Field): Column | undefined => (Object.hasOwn(columns, id) ? columns[id] : undefined);

/** Whether each row's conversation must be looked up for the answers. */
export function isOfConversation(question: ColumnQuestion | undefined): boolean {
  const kind = question && columnOf(question.fields[0])?.kind;
  return kind === 'conversation' || kind === 'port';
}

function knownFor(question: ColumnQuestion | undefined, answers: Answers, source: FilterSource): Known | undefined {
  if (question === undefined) return undefined;
  const { exists } = question;
  const [field] = question.fields;
  const { conversations } = source.index.memory;
  // A protocol is there when the stack has it; what stands in no stack is not asked for here.
  if (exists && field === field.protocol.self && !field.id.startsWith('_ws.')) return filled(answers, answer.yes);
  const column = columnOf(field);
  if (column === undefined) return undefined;
  switch (column.kind) {
    case 'row':
      return rowAnswers(column, question, answers, source);
    case 'conversation':
      return byConversation(column.unless, answers, conversations, new AskedForValues(column, question, conversations));
    case 'port':
      return byConversation(column.unless, answers, conversations, new AskedForPorts(column, question, conversations));
    case 'stack':
      return stackAnswers(column, question, answers, source);
    case 'flag':
      return flagAnswers(column.flag, answers);
    case 'bits':
      return bitAnswers(column, question, answers);
    default:
      return column satisfies never;
  }
}

function rowAnswers(
  column: RowColumn,
  question: ColumnQuestion,
  answers: Answers,
  source: FilterSource,
): Known | undefined {
  const { exists, intervals } = question;
  if (!exists && intervals === undefined) return undefined;
  const values = new Float64Array(chunkLength);
  return {
    unless: column.unless,
    requires: column.requires,
    fill(rows) {
      if (!(column.usable?.(source) ?? true)) {
        answers.fill(answer.decode, rows.from, rows.to);
        return;
      }
      column.load(rows, values);
      answerNumbers(answers, values, rows, question.mask, intervals, column.origin?.(rows));
    },
  };
}

function stackAnswers(column: StackColumn, question: ColumnQuestion, answers: Answers, { index }: FilterSource): Known {
  const table = new StackAnswers(index, (_, number) => {
    const values = column.values(index, number);
    return values === undefined ? answer.decode : answerOf(question, values);
  });
  return {
    unless: column.unless,
    fill(rows) {
      fillByStack(answers, rows, table.table);
    },
  };
}

function fillByStack(answers: Answers, { chunk: { stack }, from, to }: Rows, byStack: Uint8Array): void {
  const known = byStack.length;
  for (let at = from; at < to; at++) {
    const number = stack[at];
    const value = number < known ? byStack[number] : answer.decode;
    answers[at] = value > answer.yes ? answer.decode : value;
  }
}

const flagAnswers = (flag: number, answers: Answers): Known => ({
  unless: 0,
  fill(rows) {
    fillByFlag(answers, rows, flag);
  },
});

function fillByFlag(answers: Answers, { chunk: { flags }, from, to }: Rows, flag: number): void {
  for (let at = from; at < to; at++) answers[at] = (flags[at] & flag) === 0 ? answer.no : answer.decode;
}

function bitAnswers({ of, bits, unless }: BitColumn, question: ColumnQuestion, answers: Answers): Known | undefined {
  // What a label says is that it is there.
  if (of === 'label' && !question.exists) return undefined;
  const unset = of === 'label' ? answer.no : answerOf(question, [0]);
  const set = of === 'label' ? answer.yes : answerOf(question, [1]);
  return {
    unless,
    requires: packetBit.tcp,
    fill(rows) {
      fillByBits(answers, rows, bits, unset, set);
    },
  };
}

function fillByBits(
  answers: Answers,
  { chunk: { tcp }, from, to }: Rows,
  bits: number,
  unset: number,
  set: number,
): void {
  const change = unset ^ set;
  for (let at = from; at < to; at++) {
    const found = tcp[at] & bits;
    // All ones where a bit is set, and otherwise 0: see `correct`.
    answers[at] = unset ^ (change & (-found >> 31));
  }
}

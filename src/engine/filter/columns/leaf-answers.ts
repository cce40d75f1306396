/** Answers one test for the rows of a chunk: from columns where it can, and from the stack where it cannot. */
import type { FieldValue } from '../../declare/field';
import { chunkLength, noConversation, type PacketChunk, packetBit } from '../../index/packet-table';
import type { ColumnQuestion, FilterSource, Leaf } from '../compiled-filter';
import { type Answering, type Answers, answer, newAnswers, type Rows } from './answer';
import { type BitColumn, type ConversationColumn, columns, type RowColumn, type StackColumn } from './columns';
import { answerNumbers } from './number-answers';
import { canHave, StackAnswers } from './stack-answers';

/** The table holds nothing true of these packets: they were not walked, or a layer said so. */
const unknown = packetBit.ignored | packetBit.undecided;

/** Fills the answers in; what the stack and the flags say comes on top. */
interface Known {
  fill(rows: Rows): void;
  /** Packets with one of these flags, or without all of the others, are decoded. */
  readonly unless: number;
  readonly requires?: number;
}

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
  };
}

const filled = (answers: Answers, value: number): Known => ({
  unless: 0,
  fill({ from, to }) {
    answers.fill(value, from, to);
  },
});

/**
 * What cannot be in a packet is not; what columns do not tell of a packet is decoded. Which packets can hold it changes from row to row,
 * so that is no branch, but a mask for the answer; the others are rare.
 */
function correct(
  answers: Answers,
  { chunk, from, to }: Rows,
  byStack: Uint8Array,
  { unless, requires = 0 }: Known,
): void {
  const { stack, flags } = chunk;
  const rare = unknown | packetBit.packed | unless;
  const known = byStack.length;
  for (let at = from; at < to; at++) {
    const flag = flags[at];
    const number = stack[at];
    const can = number < known ? byStack[number] : possible.unclear;
    if (can > possible.yes || ((flag & rare) | (~flag & requires & -can)) !== 0)
      answers[at] = rarely(answers[at], flag, can, unless, requires);
    else answers[at] &= -can;
  }
}

function rarely(found: number, flag: number, can: number, unless: number, requires: number): number {
  if ((flag & unknown) !== 0 || can > possible.yes) return answer.decode;
  if (can === possible.no) return (flag & packetBit.packed) === 0 ? answer.no : answer.decode;
  return (flag & unless) !== 0 || (~flag & requires) !== 0 ? answer.decode : found;
}

function knownFor(question: ColumnQuestion | undefined, answers: Answers, source: FilterSource): Known | undefined {
  if (question === undefined) return undefined;
  const { exists } = question;
  const [field] = question.fields;
  // A protocol is there when the stack has it; what stands in no stack is not asked for here.
  if (exists && field === field.protocol.self && !field.id.startsWith('_ws.')) return filled(answers, answer.yes);
  const column = Object.hasOwn(columns, field.id) ? columns[field.id] : undefined;
  if (column === undefined) return undefined;
  switch (column.kind) {
    case 'row':
      return rowAnswers(column, question, answers, source);
    case 'conversation':
      return conversationAnswers(column, question, answers, source);
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

/** Not yet asked. */
const unasked = 255;

function conversationAnswers(
  column: ConversationColumn,
  question: ColumnQuestion,
  answers: Answers,
  source: FilterSource,
): Known {
  const { conversations } = source.index.memory;
  let asked = new Uint8Array(0);
  const ask = (conversation: number, backward: boolean): number => {
    const values = column.values(conversations, conversation, backward);
    return values === undefined ? answer.decode : answerOf(question, values);
  };
  return {
    unless: column.unless,
    fill({ chunk, from, to }) {
      if (asked.length < conversations.count * 2) {
        const grown = new Uint8Array(conversations.count * 4).fill(unasked);
        grown.set(asked);
        asked = grown;
      }
      fillByConversation(answers, chunk, from, to, asked, ask);
    },
  };
}

/** Of each conversation both directions stand side by side in `asked`. */
function fillByConversation(
  answers: Answers,
  { conversation, flags }: PacketChunk,
  from: number,
  to: number,
  asked: Uint8Array,
  ask: (conversation: number, backward: boolean) => number,
): void {
  for (let at = from; at < to; at++) {
    const number = conversation[at];
    let known: number = answer.decode;
    if (number !== noConversation) {
      const place = (number << 1) | (flags[at] & packetBit.backward);
      known = asked[place];
      if (known === unasked) {
        known = ask(number, (place & 1) !== 0);
        asked[place] = known;
      }
    }
    answers[at] = known;
  }
}

function answerOf({ all, mask, accepts }: ColumnQuestion, values: readonly FieldValue[]): number {
  const masked = mask === undefined ? values : values.map((value) => Number(value) & mask);
  if (masked.length === 0) return answer.no;
  return (all ? masked.every(accepts) : masked.some(accepts)) ? answer.yes : answer.no;
}

function stackAnswers(column: StackColumn, question: ColumnQuestion, answers: Answers, { index }: FilterSource): Known {
  const table = new StackAnswers(index, (_, number) => {
    const values = column.values(index, number);
    return values === undefined ? answer.decode : answerOf(question, values);
  });
  return {
    unless: column.unless,
    fill({ chunk, from, to }) {
      const known = table.table;
      for (let at = from; at < to; at++) {
        const number = chunk.stack[at];
        const value = number < known.length ? known[number] : answer.decode;
        answers[at] = value > answer.yes ? answer.decode : value;
      }
    },
  };
}

const flagAnswers = (flag: number, answers: Answers): Known => ({
  unless: 0,
  fill({ chunk, from, to }) {
    for (let at = from; at < to; at++) answers[at] = (chunk.flags[at] & flag) === 0 ? answer.no : answer.decode;
  },
});

function bitAnswers({ of, bits, unless }: BitColumn, question: ColumnQuestion, answers: Answers): Known | undefined {
  // What a label says is that it is there.
  if (of === 'label' && !question.exists) return undefined;
  const unset = of === 'label' ? answer.no : answerOf(question, [0]);
  const set = of === 'label' ? answer.yes : answerOf(question, [1]);
  const change = unset ^ set;
  return {
    unless,
    requires: packetBit.tcp,
    fill({ chunk: { tcp }, from, to }) {
      for (let at = from; at < to; at++) {
        const found = tcp[at] & bits;
        // All ones where a bit is set, and otherwise 0: see `correct`.
        answers[at] = unset ^ (change & (-found >> 31));
      }
    },
  };
}

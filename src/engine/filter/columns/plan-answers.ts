/** Answers a whole filter for the rows of a chunk, and decides the rows that are left by decoding what is left of the filter. */
import type { FilterSource, Leaf, PacketValues, Plan } from '../compiled-filter';
import {
  type Answering,
  type Answers,
  answer,
  joinAnd,
  joinOr,
  joinXor,
  negate,
  newAnswers,
  type Rows,
} from './answer';
import { isOfConversation, leafAnswers } from './leaf-answers';

/** A filter over the rows that were answered last. */
export interface PlanAnswers extends Answering {
  /** Decides a row, by its place in the chunk, from answers and, where they do not tell, from the packet. */
  decide(at: number, packet: PacketValues): boolean;
}

export function planAnswers(plan: Plan, source: FilterSource): PlanAnswers {
  switch (plan.kind) {
    case 'leaf':
      return leaf(plan, source);
    case 'not':
      return negated(planAnswers(plan.operand, source));
    case 'and':
    case 'or':
    case 'xor': {
      const parts = byCost(plan.operands).map((operand) => planAnswers(operand, source));
      return plan.kind === 'xor' ? exclusive(parts) : joined(parts, plan.kind === 'and');
    }
    default:
      return plan satisfies never;
  }
}

function leaf(plan: Leaf, source: FilterSource): PlanAnswers {
  const leaf = leafAnswers(plan, source);
  return { ...leaf, decide: byAnswer(leaf.answers, (_, packet) => plan.decide(packet)) };
}

/** Narrows by the answers for all rows. */
function whole(answers: Answers, fill: (rows: Rows) => void): Answering {
  return {
    answers,
    answer: fill,
    narrow(rows, into) {
      fill(rows);
      joinAnd(into, answers, rows);
    },
  };
}

type Decide = (at: number, packet: PacketValues) => boolean;

const byAnswer =
  (answers: Answers, decide: Decide): Decide =>
  (at, packet) =>
    answers[at] === answer.decode ? decide(at, packet) : answers[at] === answer.yes;

function negated(of: PlanAnswers): PlanAnswers {
  const answers = newAnswers();
  return {
    ...whole(answers, (rows) => {
      of.answer(rows);
      copy(answers, of.answers, rows);
      negate(answers, rows);
    }),
    decide: byAnswer(answers, (at, packet) => !of.decide(at, packet)),
  };
}

const copy = (into: Answers, from: Answers, rows: Rows): void => {
  into.set(from.subarray(rows.from, rows.to), rows.from);
};

/** `and` ends with the first part that does not hold, `or` with the first that does. */
function joined(parts: readonly PlanAnswers[], isAnd: boolean): PlanAnswers {
  const answers = newAnswers();
  const decide: Decide = isAnd
    ? (at, packet) => parts.every((part) => part.decide(at, packet))
    : (at, packet) => parts.some((part) => part.decide(at, packet));
  return {
    ...whole(answers, (rows) => {
      const [first, ...others] = parts;
      first.answer(rows);
      copy(answers, first.answers, rows);
      for (const part of others) {
        if (isAnd) part.narrow(rows, answers);
        else {
          part.answer(rows);
          joinOr(answers, part.answers, rows);
        }
      }
    }),
    decide: byAnswer(answers, decide),
  };
}

function exclusive(parts: readonly PlanAnswers[]): PlanAnswers {
  const answers = newAnswers();
  return {
    ...whole(answers, (rows) => {
      parts.forEach((part, number) => {
        part.answer(rows);
        if (number === 0) copy(answers, part.answers, rows);
        else joinXor(answers, part.answers, rows);
      });
    }),
    decide: byAnswer(answers, (at, packet) => parts.reduce((odd, part) => odd !== part.decide(at, packet), false)),
  };
}

/** Tests of the frame's bytes come first: they need no walk. Of what columns answer, what must look up conversations comes last. */
const byCost = (plans: readonly Plan[]): readonly Plan[] => plans.toSorted((a, b) => costOf(a) - costOf(b));

function costOf(plan: Plan): number {
  switch (plan.kind) {
    case 'leaf':
      if (plan.needs.every((group) => group.every(({ id }) => id === 'frame'))) return 0;
      return isOfConversation(plan.question) ? 2 : 1;
    case 'not':
      return costOf(plan.operand);
    default:
      return Math.max(...plan.operands.map(costOf));
  }
}

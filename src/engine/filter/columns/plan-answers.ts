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
import { leafAnswers } from './leaf-answers';

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
  const { answers, answer: fill } = leafAnswers(plan, source);
  return { answers, answer: fill, decide: byAnswer(answers, (_, packet) => plan.decide(packet)) };
}

type Decide = (at: number, packet: PacketValues) => boolean;

const byAnswer =
  (answers: Answers, decide: Decide): Decide =>
  (at, packet) =>
    answers[at] === answer.decode ? decide(at, packet) : answers[at] === answer.yes;

function negated(of: PlanAnswers): PlanAnswers {
  const answers = newAnswers();
  return {
    answers,
    answer(rows) {
      of.answer(rows);
      copy(answers, of.answers, rows);
      negate(answers, rows);
    },
    decide: byAnswer(answers, (at, packet) => !of.decide(at, packet)),
  };
}

const copy = (into: Answers, from: Answers, rows: Rows): void => {
  into.set(from.subarray(rows.from, rows.to), rows.from);
};

/** `and` ends with the first part that does not hold, `or` with the first that does. */
function joined(parts: readonly PlanAnswers[], isAnd: boolean): PlanAnswers {
  const answers = newAnswers();
  const join = isAnd ? joinAnd : joinOr;
  const decide: Decide = isAnd
    ? (at, packet) => parts.every((part) => part.decide(at, packet))
    : (at, packet) => parts.some((part) => part.decide(at, packet));
  return {
    answers,
    answer(rows) {
      parts.forEach((part, number) => {
        part.answer(rows);
        if (number === 0) copy(answers, part.answers, rows);
        else join(answers, part.answers, rows);
      });
    },
    decide: byAnswer(answers, decide),
  };
}

function exclusive(parts: readonly PlanAnswers[]): PlanAnswers {
  const answers = newAnswers();
  return {
    answers,
    answer(rows) {
      parts.forEach((part, number) => {
        part.answer(rows);
        if (number === 0) copy(answers, part.answers, rows);
        else joinXor(answers, part.answers, rows);
      });
    },
    decide: byAnswer(answers, (at, packet) => parts.reduce((odd, part) => odd !== part.decide(at, packet), false)),
  };
}

/** Tests of the frame's bytes come first: they need no walk. */
const byCost = (plans: readonly Plan[]): readonly Plan[] => plans.toSorted((a, b) => costOf(a) - costOf(b));

function costOf(plan: Plan): number {
  switch (plan.kind) {
    case 'leaf':
      return plan.needs.every((group) => group.every(({ id }) => id === 'frame')) ? 0 : 1;
    case 'not':
      return costOf(plan.operand);
    default:
      return Math.max(...plan.operands.map(costOf));
  }
}

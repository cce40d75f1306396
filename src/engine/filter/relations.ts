/** The comparisons of two values, and the sets of numbers that they stand for. */
import type { FieldValue } from '../declare/field';
import { searchFor } from './byte-search';
import type { Interval } from './compiled-filter';
import type { Comparison, Quantifier } from './syntax';
import { compareValues } from './value-class';

/** A comparison but `contains` and `matches`, which have operands of their own. */
export type Relation = Exclude<Comparison, 'contains' | 'matches'>;

/** Whether two values stand in a relation; the four equalities ask for a pair, not for all. */
export function holds(relation: Relation, a: FieldValue, b: FieldValue): boolean {
  const order = compareValues(a, b);
  return orderHolds(relation, order);
}

/** The same, from the order of the two values: below 0, 0 or above 0. */
export function orderHolds(relation: Relation, order: number): boolean {
  switch (relation) {
    case '==':
    case '===':
      return order === 0;
    case '!=':
    case '!==':
      return order !== 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    default:
      return relation satisfies never;
  }
}

/** `!=` and `===` ask all values, the others any; a quantifier has the last word. */
export const asksAll = (relation: Comparison, quantifier: Quantifier | undefined): boolean =>
  quantifier === undefined ? relation === '!=' || relation === '===' : quantifier === 'all';

/** The relation with its sides exchanged. */
export function exchanged(relation: Relation): Relation {
  const pairs = { '>': '<', '<': '>', '>=': '<=', '<=': '>=' } as const;
  return relation in pairs ? pairs[relation as keyof typeof pairs] : relation;
}

const lowest = Number.NEGATIVE_INFINITY;
const highest = Number.POSITIVE_INFINITY;

/** The whole numbers that stand in a relation to one. */
export function intervalsOf(relation: Relation, value: bigint | number): readonly Interval[] {
  const before = typeof value === 'bigint' ? value - 1n : Math.ceil(value) - 1;
  const after = typeof value === 'bigint' ? value + 1n : Math.floor(value) + 1;
  switch (relation) {
    case '==':
    case '===':
      return [[value, value]];
    case '!=':
    case '!==':
      return [
        [lowest, before],
        [after, highest],
      ];
    case '>':
      return [[after, highest]];
    case '<':
      return [[lowest, before]];
    case '>=':
      return [[value, highest]];
    case '<=':
      return [[lowest, value]];
    default:
      return relation satisfies never;
  }
}

/** Whether text or bytes hold a part; an empty part is in nothing. One part for many wholes: `compilePart`. */
export function contains(whole: FieldValue, part: FieldValue): boolean {
  if (typeof whole === 'string') return part !== '' && whole.includes(String(part));
  return typeof whole === 'object' && typeof part === 'object' && searchFor(part)(whole);
}

/** Joins display filter terms, as Apply as Filter offers it. */
import { FilterSyntaxError } from '../../engine/filter/problem';
import { tokenize } from '../../engine/filter/tokens';

export type Combination = 'selected' | 'not' | 'and' | 'or' | 'and-not' | 'or-not';

/** Joins a term to the filter that is there, as Apply as Filter does; in parentheses only what needs them. */
export function combine(present: string, term: string, combination: Combination): string {
  const before = present.trim();
  const inverted = combination === 'not' || combination === 'and-not' || combination === 'or-not';
  const added = inverted ? `!(${term})` : term;
  if (before === '' || combination === 'selected' || combination === 'not') return added;
  const operator = combination === 'and' || combination === 'and-not' ? 'and' : 'or';
  return `${joined(before, operator)} ${operator === 'and' ? '&&' : '||'} ${joined(added, operator)}`;
}

/** In parentheses, unless its tests are joined by that operator alone. */
function joined(filter: string, operator: 'and' | 'or'): string {
  return joints(filter).every((joint) => joint === operator) ? filter : `(${filter})`;
}

/** The operators that join tests outside of parentheses; a filter that cannot be read counts as one of all kinds. */
function joints(filter: string): readonly string[] {
  try {
    let depth = 0;
    return tokenize(filter).flatMap(({ kind, text }) => {
      if (kind !== 'operator') return [];
      if (text === '(' || text === '{') depth++;
      if (text === ')' || text === '}') depth--;
      return depth === 0 && ['and', 'or', 'xor'].includes(text) ? [text] : [];
    });
  } catch (error) {
    if (error instanceof FilterSyntaxError) return ['and', 'or', 'xor'];
    throw error;
  }
}

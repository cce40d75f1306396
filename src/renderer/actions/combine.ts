/** Joins display filter terms, as Apply as Filter offers it. */

export type Combination = 'selected' | 'not' | 'and' | 'or' | 'and-not' | 'or-not';

/** Joins a term to the filter that is there, as Apply as Filter does. */
export function combine(present: string, term: string, combination: Combination): string {
  const before = present.trim();
  const inverted = combination === 'not' || combination === 'and-not' || combination === 'or-not';
  const added = inverted ? `!(${term})` : term;
  if (before === '' || combination === 'selected' || combination === 'not') return added;
  const operator = combination === 'and' || combination === 'and-not' ? '&&' : '||';
  return `(${before}) ${operator} (${added})`;
}

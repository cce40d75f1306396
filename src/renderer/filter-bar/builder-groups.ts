/** Which facts of a capture the filter builder lists: the first of each kind, or all that have the words looked for. */
import type { Fact, FactGroup, FactKind } from '../../shared/filter-contract';

export type BuilderRow =
  | ({ readonly kind: 'fact' } & Fact)
  /** Stands for those of its group that are not listed. */
  | { readonly kind: 'more'; readonly group: FactKind; readonly term: string; readonly count: number };

export interface BuilderGroup {
  readonly kind: FactKind;
  readonly rows: readonly BuilderRow[];
}

/** Listed of each group until more are asked for, and when words were typed. */
const shownAtFirst = 6;
const mostFound = 40;

/** Groups with something in them. `whole` are those that are listed in full. */
export function builderGroups(
  groups: readonly FactGroup[],
  search: string,
  whole: ReadonlySet<string>,
): readonly BuilderGroup[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return groups
    .map(({ kind, facts }) => {
      const found = facts.filter((fact) => hasAll(fact, wanted));
      const limit = wanted.length > 0 ? mostFound : whole.has(kind) ? found.length : shownAtFirst;
      const rows: BuilderRow[] = found.slice(0, limit).map((fact) => ({ kind: 'fact', ...fact }));
      const left = found.length - rows.length;
      // One more row in place of another would save nothing.
      if (left === 1) rows.push({ kind: 'fact', ...found[limit] });
      else if (left > 1) rows.push({ kind: 'more', group: kind, term: `more ${kind}`, count: left });
      return { kind, rows };
    })
    .filter(({ rows }) => rows.length > 0);
}

function hasAll({ text, term }: Fact, words: readonly string[]): boolean {
  const all = `${text} ${term}`.toLowerCase();
  return words.every((word) => all.includes(word));
}

/** Whether a term stands in a filter as a whole: `tcp` does not stand in `tcp.port == 80`. */
export function hasTerm(filter: string, term: string): boolean {
  for (let at = filter.indexOf(term); at >= 0; at = filter.indexOf(term, at + 1)) {
    const around = `${filter[at - 1] ?? ' '}${filter[at + term.length] ?? ' '}`;
    if (!/[\w.]/.test(around)) return true;
  }
  return false;
}

/** Answers what the filter bar asks, and counts what is in the capture while somebody wants to know it. */
import type { Session } from '../engine/session';
import type { Handlers } from '../shared/contract';
import type { filterContract } from '../shared/filter-contract';

/** Length of one slice of counting, in milliseconds. */
const slice = 8;
/** How long counting goes on without being asked for again, in milliseconds. */
const patience = 2000;

/** `coloursChanged` is told when colouring rules were read anew. */
export function filterHandlers(session: Session, coloursChanged: () => void): Handlers<typeof filterContract> {
  const { filters } = session;
  let wantedUntil = 0;
  let counting = false;
  const count = (): void => {
    counting = performance.now() < wantedUntil && filters.advanceFacts(slice);
    if (counting) setImmediate(count);
  };
  return {
    setMacros: ({ macros }) => {
      const problems = filters.setMacros(macros);
      coloursChanged();
      return problems;
    },
    checkFilter: ({ text }) => filters.judge(text),
    checkColumn: ({ text }) => filters.judgeColumn(text),
    completeFilter: ({ text, caret }) => filters.complete(text, caret),
    captureFacts: ({ count: most }) => {
      wantedUntil = performance.now() + patience;
      if (!counting) count();
      return filters.facts(most);
    },
    cellTerm: ({ number, field }) => (number <= session.packets ? filters.cellTerm(number, field) : ''),
  };
}

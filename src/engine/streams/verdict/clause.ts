/** Puts clauses of a verdict together. */
import type { StatementId, Statements } from './statements';
import type { Clause, ClauseSeverity, ClauseTopic } from './verdict-view';

export function clause<Id extends StatementId>(
  topic: ClauseTopic,
  severity: ClauseSeverity,
  id: Id,
  values: Statements[Id],
): Clause {
  return { topic, severity, id, values } as Clause;
}

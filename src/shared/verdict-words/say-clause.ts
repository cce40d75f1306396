/** Says the clauses of a verdict in the language in use. */
import type { Statement, Statements } from '../../engine/streams/verdict/statements';
import { englishVerdict } from './english';
import type { ClausePart } from './phrases';

/** The language in use. */
export const verdictWords = englishVerdict;

/** A clause as parts of a sentence. */
export function clauseParts<Id extends keyof Statements>({
  id,
  values,
}: {
  readonly id: Id;
  readonly values: Statements[Id];
}): readonly ClausePart[] {
  return verdictWords.sentences[id](values);
}

/** A clause as plain text, packets as `#12`: for the command line, for copying. */
export const clauseText = (statement: Statement): string =>
  clauseParts(statement)
    .map((part) => (part.kind === 'packet' ? `#${part.frame}` : part.text))
    .join('');

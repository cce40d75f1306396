/** `-z verdict,tcp,N`: a TCP stream in plain words, and its timeline. */
import type { Session } from '../engine/session';
import { clauseText, verdictWords } from '../shared/verdict-words/say-clause';
import { print } from './output';
import { UsageError } from './usage-error';

const ruler = '='.repeat(67);
const marks = { plain: ' ', good: ' ', note: '-', warning: '!', error: '!!' } as const;

/** @throws UsageError where there is no such stream. */
export function printVerdict(session: Session, stream: number): void {
  const verdict = session.verdicts.verdict(stream);
  if (verdict === undefined) throw new UsageError(`There is no TCP stream ${stream} in this capture.`);
  print(`\n${ruler}\nVerdict: tcp,${stream}\n`);
  print(`${verdict.client} → ${verdict.server}\n\n`);
  for (const clause of verdict.clauses) print(`${marks[clause.severity].padEnd(3)}${clauseText(clause)}\n`);
  if (verdict.timeline.length > 0) print('\n');
  for (const { kind, from, to, firstFrame, lastFrame } of verdict.timeline)
    print(
      `   ${verdictWords.time(from).padStart(9)}  ${kind.padEnd(15)}${verdictWords.time(to - from).padStart(9)}  #${firstFrame} to #${lastFrame}\n`,
    );
  print(`${ruler}\n`);
}

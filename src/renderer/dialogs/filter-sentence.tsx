/** The line over a table of filters: what is wrong with the chosen one, or what the table is for. */
import { type CheckedAs, useVerdict } from '../controls/filter-editor/verdict';

export function FilterSentence({
  filter,
  hint,
  as = 'filter',
}: {
  readonly filter: string;
  readonly hint: string;
  readonly as?: CheckedAs;
}) {
  const { verdict } = useVerdict(filter, as);
  const wrong = verdict.problem?.message;
  const warned = verdict.warnings[0]?.message;
  const colour = wrong ? 'var(--bad-text)' : warned ? 'var(--warn-text)' : 'var(--dim)';
  return (
    <p role={wrong ? 'alert' : undefined} style={{ paddingBottom: 8, minHeight: 27, color: colour }}>
      {wrong ?? warned ?? hint}
    </p>
  );
}

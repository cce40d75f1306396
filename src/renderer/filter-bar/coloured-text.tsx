/** A filter's text in colours, with what is wrong underlined: it lies under the field that is typed into. */
import type { FilterProblem } from '../../shared/view';
import { tokens } from './tokens';

export function ColouredText({
  text,
  problem,
}: {
  readonly text: string;
  readonly problem: FilterProblem | undefined;
}) {
  let at = 0;
  return tokens(text).map((token, place) => {
    const start = at;
    at += token.text.length;
    const wrong = problem && start < Math.max(problem.end, problem.start + 1) && at > problem.start;
    return (
      <span key={place} className={`token-${token.kind}${wrong ? ' token-problem' : ''}`}>
        {token.text}
      </span>
    );
  });
}

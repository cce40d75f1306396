/** The sentence under the filter bar: what is wrong, what is out of date, or what a capture filter is called here. */
import type { FilterVerdict } from '../../shared/view';
import { messages } from '../messages/messages';

const words = messages.filter;

export function FilterRemark({
  verdict: { problem, warnings },
  shown,
  offer,
  takeOffer,
}: {
  readonly verdict: FilterVerdict;
  readonly shown: boolean;
  /** The display filter that a capture filter means. */
  readonly offer: string | undefined;
  readonly takeOffer: () => void;
}) {
  if (!shown || (!problem && warnings.length === 0)) return undefined;
  if (offer !== undefined)
    return (
      <div id="filter-remark" role="alert" className="filter-remark offer">
        {words.captureFilter} <code className="mono">{offer}</code>
        <button
          type="button"
          className="button framed"
          // The focus stays in the filter.
          onMouseDown={(event) => event.preventDefault()}
          onClick={takeOffer}
        >
          {words.useInstead}
        </button>
      </div>
    );
  if (problem)
    return (
      <div id="filter-remark" role="alert" className="filter-remark bad">
        {problem.message}
      </div>
    );
  return (
    <div id="filter-remark" role="note" className="filter-remark warned">
      {warnings.map(({ message }, place) => (
        <div key={place}>{message}</div>
      ))}
    </div>
  );
}

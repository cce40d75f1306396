/** How many packets match and how long that took; while it is being found out, a button that stops it. */
import { run } from '../actions/notices';
import { askEngine } from '../bridge/engine-client';
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';

const words = messages.filter;

export function FilterCount() {
  const view = useApp((state) => state.capture?.view);
  const total = useApp((state) => state.capture?.status?.packets ?? 0);
  const whole = useApp((state) => state.capture?.status?.state === 'complete');
  if (!view || view.filter === '') return undefined;
  const stopped = view.done && whole && view.examined < total;
  return (
    <>
      <span className="filter-count mono">
        {words.matches(view.count, total)}
        {' · '}
        {stopped
          ? words.stoppedAt(view.examined, total)
          : view.done
            ? words.took(view.milliseconds)
            : messages.status.percent(view.examined, total)}
      </span>
      {!view.done && (
        <button type="button" className="button framed" onClick={() => run(askEngine('stopView', undefined))}>
          {words.cancel}
        </button>
      )}
    </>
  );
}

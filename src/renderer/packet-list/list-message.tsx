/** What the packet list says when it has no rows. */
import { applyFilter } from '../actions/filter';
import { run } from '../actions/notices';
import { openTab } from '../actions/tabs';
import { messages } from '../messages/messages';
import { isCapturing, showsLive, useApp } from '../state/app-state';

export function ListMessage() {
  const capture = useApp((state) => state.capture);
  const live = useApp((state) => (showsLive(state) ? state.live : undefined));
  const running = useApp(isCapturing);
  if (!capture || capture.view.count > 0) return undefined;
  const { status, view, name } = capture;
  if (!status || view.number < 0 || (status.state === 'reading' && status.packets === 0)) {
    return <div className="packet-list-message">{messages.capture.opening(name)}</div>;
  }
  if (status.packets === 0 && live)
    return (
      <div className="packet-list-message">
        {running ? messages.capturing.waiting(live.title) : messages.capturing.nothingMatched(live.title)}
        <button type="button" className="button framed" onClick={() => openTab({ kind: 'capture-check' })}>
          {messages.capturing.whyNothing}
        </button>
      </div>
    );
  if (status.packets === 0) return <div className="packet-list-message">{messages.capture.noPackets}</div>;
  if (!view.done) return <div className="packet-list-message">{messages.capture.filtering}</div>;
  return (
    <div className="packet-list-message">
      {messages.capture.noMatch}
      <button type="button" className="button framed" onClick={() => run(applyFilter(''))}>
        {messages.capture.clearFilter}
      </button>
    </div>
  );
}

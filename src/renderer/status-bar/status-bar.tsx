/** The status bar: what is wrong in the packet, what is under the selection, and how many packets there are. */
import './status-bar.css';
import type { ReactNode } from 'react';
import { spanOf } from '../actions/byte-selection';
import { copyText } from '../actions/copying';
import { run } from '../actions/notices';
import { messages } from '../messages/messages';
import { exact } from '../messages/numbers';
import { type AppState, useApp } from '../state/app-state';

/** `children` stand before the counts: what a capture says of itself. */
export function StatusBar({ children }: { readonly children?: ReactNode }) {
  return (
    <footer className="status-bar" role="status">
      <Issues />
      <SelectedField />
      <span className="status-space" />
      {children}
      <Counts />
      <FileFormat />
    </footer>
  );
}

function Issues() {
  const detail = useApp((state) => state.detail);
  if (!detail) return undefined;
  const worst = (['error', 'warning', 'note'] as const).find((severity) =>
    detail.nodes.some((node) => node.severity === severity),
  );
  if (!worst) return undefined;
  const count = detail.nodes.filter((node) => node.severity === worst).length;
  return (
    <span>
      <span className={`status-dot ${worst}`} />
      <b>{messages.status.issues[worst](count)}</b>
    </span>
  );
}

function SelectedField() {
  const node = useApp((state) => state.detail?.nodes[state.node]);
  const byHand = useApp((state) => state.byteSelection);
  if (byHand) {
    const { from, to } = spanOf(byHand);
    return <span className="mono">{messages.status.selectedBytes(to - from, from)}</span>;
  }
  if (!node) return undefined;
  return (
    <span className="mono">
      {node.field !== '' && (
        <button
          type="button"
          className="status-field"
          title={messages.status.copyField(node.field)}
          onClick={() => run(copyText(node.field))}
        >
          <b>{node.field}</b>
        </button>
      )}
      {node.length > 0 && `${node.field === '' ? '' : ' · '}${messages.status.place(node.length, node.at)}`}
    </span>
  );
}

/** Reads `Packets: N · Displayed: N (P%)`, and more where there is more. */
function Counts() {
  const status = useApp((state) => state.capture?.status);
  const view = useApp((state: AppState) => state.capture?.view);
  // Until the first rows are there, the numbers would not fit each other.
  if (!status || !view || view.number < 0) return undefined;
  const words = messages.status;
  // The view may be told of before the capture: it never has more packets.
  const packets = Math.max(status.packets, view.count);
  const extra = [
    [words.marked, status.marked],
    [words.ignored, status.ignored],
    [words.comments, status.commented],
    [words.timeReferences, status.timeReferences],
  ] as const;
  return (
    <span className="status-counts">
      {words.packets}: <b>{exact(packets)}</b> · {words.displayed}: <b>{exact(view.count)}</b> (
      {words.percent(view.count, packets)})
      {extra.map(
        ([word, count]) =>
          count > 0 && (
            <span key={word}>
              {' · '}
              {word}: <b>{exact(count)}</b>
            </span>
          ),
      )}
    </span>
  );
}

function FileFormat() {
  const format = useApp((state) => state.capture?.status?.format);
  return format ? <span>{format}</span> : undefined;
}

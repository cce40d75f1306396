/** The start page, while nothing is open: how to open a capture, and those that were open before. */
import './start-page.css';
import type { ReactNode } from 'react';
import { run } from '../actions/notices';
import { askMain } from '../bridge/main-client';
import { commandNamed, runCommand } from '../commands/table';
import { Icon } from '../controls/icon';
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';

const words = messages.start;
const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export function StartPage({
  before,
  capture,
  after,
}: {
  /** On top: what needs an answer first. */
  readonly before: ReactNode;
  /** On the left: the way into a capture. */
  readonly capture: ReactNode;
  /** At the bottom of the right side. */
  readonly after: ReactNode;
}) {
  const hasSample = useApp((state) => state.start?.hasSample ?? false);
  return (
    <main className="start-page" aria-label={words.name}>
      {before}
      {capture}
      <div className="start-files">
        <section className="start-actions" aria-labelledby="start-heading">
          <h1 id="start-heading">{words.heading}</h1>
          <div className="start-buttons">
            <button type="button" className="button framed" onClick={() => runCommand(commandNamed('open'))}>
              <Icon name="open" />
              {words.open}
            </button>
            {hasSample && (
              <button
                type="button"
                className="button framed"
                title={words.sampleHint}
                onClick={() => runCommand(commandNamed('openSample'))}
              >
                {words.sample}
              </button>
            )}
          </div>
          <p>{words.drop}</p>
        </section>
        <section aria-labelledby="recent-heading">
          <h2 id="recent-heading">{words.recent}</h2>
          <RecentFiles />
        </section>
        {after}
      </div>
    </main>
  );
}

function RecentFiles() {
  const recent = useApp((state) => state.recent);
  if (recent.length === 0) return <p style={{ color: 'var(--dim)' }}>{words.noRecent}</p>;
  return (
    <ul className="recent-list">
      {recent.map((file, index) => (
        <li key={file.path}>
          <button
            type="button"
            className="recent-file"
            title={file.path}
            onClick={() => run(askMain('openRecent', { index }))}
          >
            <b>{file.name}</b>
            <span className="facts">{messages.recent.facts(file.bytes, file.packets)}</span>
            <span>{file.folder}</span>
            <span className="facts">{dates.format(file.openedAt)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

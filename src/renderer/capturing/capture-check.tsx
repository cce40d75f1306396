/** The page that says why no packets are seen: each thing that was looked at, its verdict, and its remedy. */
import './capture-check.css';
import { useCallback, useEffect, useState } from 'react';
import type { Finding } from '../../shared/live-capture';
import { copyCommand, startChosen } from '../actions/capturing';
import { run } from '../actions/notices';
import { askMain } from '../bridge/main-client';
import { Icon, type IconName } from '../controls/icon';
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';
import { capturing } from '../state/capturing';
import { RemedyList } from './remedy-list';

const words = messages.capturing.check;
const signs: Readonly<Record<Finding['state'], IconName>> = { fine: 'check', hint: 'question', problem: 'warning' };
const order: readonly Finding['state'][] = ['problem', 'hint', 'fine'];

export function CaptureCheck({ visible }: { readonly visible: boolean }) {
  const title = useApp((state) => state.live?.title);
  const { findings, failure, look } = useFindings();
  useEffect(() => {
    if (visible) look();
  }, [visible, look]);
  const sorted = findings?.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
  return (
    <section className="capture-check" aria-label={words.title}>
      <header className="view-header">
        <span>{title === undefined ? words.aboutAll : words.about(title)}</span>
        <button type="button" className="button framed" onClick={look}>
          <Icon name="reload" />
          {words.again}
        </button>
      </header>
      {failure !== undefined && <p className="pane-message">{words.failed(failure)}</p>}
      {findings === undefined && failure === undefined && <p className="pane-message">{words.looking}</p>}
      <ul>
        {sorted?.map((finding) => (
          <li key={finding.id} className={finding.state}>
            <span className="finding-state" title={words.states[finding.state]}>
              <Icon name={signs[finding.state]} />
            </span>
            <div>
              <b>{finding.title}</b>
              <p>{finding.detail}</p>
              <RemedyList remedies={finding.remedies} copy={copyCommand} elevate={() => startChosen('pkexec')} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useFindings() {
  const [findings, setFindings] = useState<readonly Finding[]>();
  const [failure, setFailure] = useState<string>();
  const look = useCallback(() => {
    const { chosen, filter } = capturing.get();
    run(
      askMain('explainNothing', { interfaces: [...chosen], filter }).then(
        (found) => {
          setFailure(undefined);
          setFindings(found);
        },
        (error: Error) => setFailure(error.message),
      ),
    );
  }, []);
  return { findings, failure, look };
}

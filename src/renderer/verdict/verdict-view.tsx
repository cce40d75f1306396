/** The verdict on one TCP stream in a tab of its own. */
import './verdict-view.css';
import { copyText } from '../actions/copying';
import { applyFilter } from '../actions/filter';
import { notify, run } from '../actions/notices';
import { replaceTab, tabId } from '../actions/tabs';
import { askEngine } from '../bridge/engine-client';
import { Stepper } from '../controls/stepper';
import { VerdictReport, verdictText } from '../controls/verdict/verdict-report';
import { messages } from '../messages/messages';
import type { ContentOf } from '../state/tabs';

const words = messages.verdict;

export function VerdictView({
  content,
  visible,
}: {
  readonly content: ContentOf<'verdict'>;
  readonly visible: boolean;
}) {
  const { stream } = content;
  const step = (by: 1 | -1): void => replaceTab(tabId(content), { kind: 'verdict', stream: stream + by });
  return (
    <section className="verdict-view" aria-label={words.stream(stream)}>
      <header className="view-header">
        <strong>{words.stream(stream)}</strong>
        <span className="view-header-space" />
        <button type="button" className="button framed" onClick={() => run(copyVerdict(stream))}>
          {words.copy}
        </button>
        <button type="button" className="button framed" onClick={() => run(applyFilter(`tcp.stream == ${stream}`))}>
          {words.filter}
        </button>
        <Stepper title={messages.tcpGraphs.previous} icon="back" enabled={stream > 0} step={() => step(-1)} />
        <Stepper title={messages.tcpGraphs.next} icon="forward" enabled step={() => step(1)} />
      </header>
      <VerdictReport key={stream} stream={stream} visible={visible} />
    </section>
  );
}

async function copyVerdict(stream: number): Promise<void> {
  const verdict = await askEngine('verdict', { stream });
  if (!verdict) return;
  await copyText(verdictText(verdict));
  notify(messages.exchanges.copied);
}

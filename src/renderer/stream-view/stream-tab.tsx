/** The view of one followed stream: opened, shown, and what stands in its place while it cannot be. */
import './stream-view.css';
import { VerdictReport } from '../controls/verdict/verdict-report';
import { messages } from '../messages/messages';
import type { ContentOf } from '../state/tabs';
import { StreamPanel } from './stream-panel';
import { useOpenStream } from './use-open-stream';

const words = messages.stream;

export function StreamTab({ content, visible }: { readonly content: ContentOf<'stream'>; readonly visible: boolean }) {
  const { followed, stream } = content;
  const { open, findings, failure, again } = useOpenStream(followed, stream);
  return (
    <section className="stream-view" aria-label={words.title(words.kinds[followed], stream)}>
      {followed !== 'udp' && failure === undefined && (
        <VerdictReport key={stream} stream={stream} visible={visible} short />
      )}
      {failure !== undefined && (
        <div className="pane-message">
          <span>
            {words.failed(failure)}{' '}
            <button type="button" className="button framed" onClick={again}>
              {words.again}
            </button>
          </span>
        </div>
      )}
      {failure === undefined && open === undefined && <p className="pane-message">{words.loading}</p>}
      {failure === undefined && open !== undefined && (
        <StreamPanel key={open.id} content={content} open={open} findings={findings} />
      )}
    </section>
  );
}

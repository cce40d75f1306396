/** Edit > Packet Comments: the comments of one packet. */
import './dialogs.css';
import { useEffect, useState } from 'react';
import type { FrameNumber } from '../../shared/view';
import { run } from '../actions/notices';
import { fetchDetail } from '../actions/selection';
import { askEngine } from '../bridge/engine-client';
import { Dialog } from '../controls/dialog';
import { CancelAndSubmit } from '../controls/dialog-buttons';
import { Icon } from '../controls/icon';
import { messages } from '../messages/messages';
import { visibleLines } from '../messages/visible-lines';
import { refreshRows } from '../state/row-cache';

const words = messages.comments;

export function CommentsDialog({ number, close }: { readonly number: FrameNumber; readonly close: () => void }) {
  const [comments, setComments] = useState<readonly string[]>();
  useEffect(() => {
    run(askEngine('comments', { number }).then((found) => setComments(found.length > 0 ? found : [''])));
  }, [number]);
  const keep = async (): Promise<void> => {
    await askEngine('setComments', { number, comments: (comments ?? []).filter((text) => text.trim() !== '') });
    refreshRows();
    fetchDetail(number);
    close();
  };
  if (!comments) return undefined;
  return (
    <Dialog
      title={words.title(number)}
      close={close}
      submit={() => run(keep())}
      width={520}
      buttons={<CancelAndSubmit close={close} title={words.save} />}
    >
      {comments.map((text, place) => (
        <div key={place} className="comment-edit">
          <div className="comment-text">
            <textarea
              aria-label={words.comment(place + 1)}
              value={text}
              onChange={(event) => setComments(comments.with(place, event.target.value))}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && event.ctrlKey) run(keep());
              }}
            />
            <HiddenSigns text={text} />
          </div>
          <button
            type="button"
            className="button"
            aria-label={words.remove(place + 1)}
            title={words.remove(place + 1)}
            onClick={() => setComments(comments.filter((_, other) => other !== place))}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      <button type="button" className="button framed" onClick={() => setComments([...comments, ''])}>
        <Icon name="add" />
        {words.add}
      </button>
      <p style={{ paddingTop: 10, color: 'var(--dim)' }}>{words.hint}</p>
    </Dialog>
  );
}

/** A text field obeys signs that turn the direction of text, so what it really holds is said under it. */
function HiddenSigns({ text }: { readonly text: string }) {
  const shown = visibleLines(text);
  if (shown === text) return undefined;
  return (
    <p className="comment-signs">
      {words.hiddenSigns} <span className="mono">{shown}</span>
    </p>
  );
}

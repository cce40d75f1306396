/** Over the panes: how the capture ended, when it ended otherwise than the user wanted, and what it warned of. */
import { useEffect, useState } from 'react';
import type { LiveState } from '../../shared/capture-contract';
import { restartCapture, showRemedies } from '../actions/capturing';
import { run } from '../actions/notices';
import { saveOver } from '../actions/saving';
import { askMain } from '../bridge/main-client';
import { Banner, Dismiss } from '../controls/banner';
import { messages } from '../messages/messages';
import { hasUnsavedPackets, useApp } from '../state/app-state';
import { useCapturing } from '../state/capturing';

const words = messages.capturing.ended;
/** Time after which starting is worth a word, in milliseconds. */
const patience = 600;

export function CaptureBanners() {
  const live = useApp((state) => state.live);
  const [dismissed, dismiss] = useState('');
  if (!live) return <Starting />;
  return (
    <>
      <Starting />
      {live.status?.warnings.map(
        (warning) =>
          !dismissed.includes(`\n${warning}`) && (
            <Banner key={warning} kind="warning">
              <p>{warning}</p>
              <Dismiss dismiss={() => dismiss(`${dismissed}\n${warning}`)} />
            </Banner>
          ),
      )}
      <Ended live={live} />
    </>
  );
}

/** A password may be asked for, or a host may not answer: starting can be given up. */
function Starting() {
  const starting = useCapturing((state) => state.starting);
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!starting) return;
    const timer = setTimeout(() => setSlow(true), patience);
    return () => clearTimeout(timer);
  }, [starting]);
  if (!starting || !slow) return undefined;
  return (
    <Banner kind="notice">
      <p>{messages.capturing.startingNow}</p>
      <button type="button" className="button framed" onClick={() => run(askMain('stopCapture', undefined))}>
        {messages.dialog.cancel}
      </button>
    </Banner>
  );
}

function Ended({ live: { end, unsaved } }: { readonly live: LiveState }) {
  const [dismissed, dismiss] = useState<LiveState['end']>();
  const savable = useApp(hasUnsavedPackets);
  if (!end || end.reason === 'stopped' || end === dismissed) return undefined;
  const asWanted = end.reason === 'condition' || end.reason === 'source-ended';
  return (
    <Banner kind={asWanted ? 'notice' : 'failed'}>
      <p>{end.message}</p>
      {end.remedies.length > 0 && (
        <button type="button" className="button framed" onClick={() => showRemedies(end.message, end.remedies)}>
          {words.remedies}
        </button>
      )}
      {unsaved && savable && (
        <button type="button" className="button framed" onClick={() => run(saveOver())}>
          {words.save}
        </button>
      )}
      {!asWanted && (
        <button type="button" className="button framed" onClick={() => run(restartCapture())}>
          {words.restart}
        </button>
      )}
      <Dismiss dismiss={() => dismiss(end)} />
    </Banner>
  );
}

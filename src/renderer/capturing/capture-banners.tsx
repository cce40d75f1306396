/** Over the panes: how the capture ended, when it ended otherwise than the user wanted, and what it warned of. */
import { useState } from 'react';
import type { LiveState } from '../../shared/capture-contract';
import { restartCapture, showRemedies } from '../actions/capturing';
import { run } from '../actions/notices';
import { saveOver } from '../actions/saving';
import { Banner, Dismiss } from '../controls/banner';
import { messages } from '../messages/messages';
import { hasUnsavedPackets, useApp } from '../state/app-state';

const words = messages.capturing.ended;

export function CaptureBanners() {
  const live = useApp((state) => state.live);
  const [dismissed, dismiss] = useState('');
  if (!live) return undefined;
  return (
    <>
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

/** What the window has to say over the panes: progress, what is wrong with the file, what was just done. */
import { useEffect, useState } from 'react';
import { run } from '../actions/notices';
import { askEngine } from '../bridge/engine-client';
import { askMain } from '../bridge/main-client';
import { Banner, Dismiss } from '../controls/banner';
import { messages } from '../messages/messages';
import { app, failureOf, isCapturing, showsLive, updateCapture, useApp } from '../state/app-state';

import { useStanding } from './standing';

/** Time after which reading is worth a progress bar, in milliseconds. */
const patience = 400;
/** Time that a notice stays, in milliseconds. */
const noticeTime = 8000;

export function Banners() {
  const serial = useApp((state) => state.capture?.serial);
  return (
    <>
      <Gone />
      <Problem key={serial} />
      <Stopped />
      <Reading />
      <Task />
      <Notice />
    </>
  );
}

function Gone() {
  const gone = useApp((state) => state.capture?.gone);
  const capturing = useApp((state) => isCapturing(state) && showsLive(state));
  if (gone === undefined) return undefined;
  return (
    <Banner kind="failed">
      <p>
        {gone} {capturing && messages.capturing.goesOn}
      </p>
      <button type="button" className="button primary" onClick={() => run(askMain('reload', undefined))}>
        {messages.capture.reopen}
      </button>
    </Banner>
  );
}

function Problem() {
  const status = useApp((state) => state.capture?.status);
  const dismissed = useApp((state) => state.capture?.bannerDismissed ?? false);
  const failed = useApp((state) => failureOf(state) !== undefined);
  // While packets are written, the last one may be there in part; what goes wrong with a capture, its own banner tells.
  const unfinished = useApp((state) => isCapturing(state) && showsLive(state));
  const standing = useStanding(status?.problem?.message);
  if (!status?.problem || !standing || failed || dismissed || (unfinished && status.problem.kind === 'truncated'))
    return undefined;
  return (
    <Banner kind="warning">
      <p>{status.problem.message}</p>
      <Dismiss dismiss={() => updateCapture({ bannerDismissed: true })} />
    </Banner>
  );
}

function Stopped() {
  const status = useApp((state) => state.capture?.status);
  if (!status?.stopped || status.state !== 'reading') return undefined;
  return (
    <Banner kind="warning">
      <p>{messages.capture.stopped(status.packets)}</p>
      <button type="button" className="button framed" onClick={() => run(askMain('reload', undefined))}>
        {messages.capture.readOn}
      </button>
    </Banner>
  );
}

function Reading() {
  const reading = useApp((state) => state.capture?.status?.state === 'reading' && !state.capture.status.stopped);
  const gone = useApp((state) => state.capture?.gone !== undefined);
  const read = useApp((state) => state.capture?.status?.bytesRead ?? 0);
  const total = useApp((state) => state.capture?.status?.bytesTotal ?? 0);
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!reading) return;
    const timer = setTimeout(() => setSlow(true), patience);
    return () => clearTimeout(timer);
  }, [reading]);
  if (!reading || !slow || gone) return undefined;
  return (
    <Banner kind="notice">
      <span>{messages.capture.reading(read, total)}</span>
      <Progress fraction={total === 0 ? 0 : read / total} />
      <span className="banner-space" />
      <button type="button" className="button framed" onClick={() => run(askEngine('stopReading', undefined))}>
        {messages.capture.stop}
      </button>
    </Banner>
  );
}

function Task() {
  const task = useApp((state) => state.task);
  if (!task) return undefined;
  return (
    <Banner kind="notice">
      <span>{task.title}</span>
      <Progress fraction={task.fraction} />
      <span className="banner-space" />
      <button type="button" className="button framed" onClick={() => run(askEngine('cancelTask', undefined))}>
        {messages.task.cancel}
      </button>
    </Banner>
  );
}

function Progress({ fraction }: { readonly fraction: number }) {
  const percent = Math.round(fraction * 100);
  return (
    <div className="progress" role="progressbar" aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
      <div style={{ width: `${percent}%` }} />
    </div>
  );
}

function Notice() {
  const notice = useApp((state) => state.notice);
  useEffect(() => {
    if (notice === undefined) return;
    const timer = setTimeout(() => app.set({ notice: undefined }), noticeTime);
    return () => clearTimeout(timer);
  }, [notice]);
  if (notice === undefined) return undefined;
  return (
    <Banner kind="notice">
      <p role="alert">{notice}</p>
      <Dismiss dismiss={() => app.set({ notice: undefined })} />
    </Banner>
  );
}

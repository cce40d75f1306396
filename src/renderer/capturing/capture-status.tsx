/** In the status bar: that packets are captured, since when and how many a second; and what was dropped. */
import './capture-status.css';
import { useEffect, useRef, useState } from 'react';
import { dropsUnknown, type LiveCaptureStatus } from '../../shared/live-capture';
import { messages } from '../messages/messages';
import { exact } from '../messages/numbers';
import { showsLive, useApp } from '../state/app-state';

const words = messages.capturing.status;

export function CaptureStatus() {
  const live = useApp((state) => state.live);
  const shown = useApp(showsLive);
  // A capture that runs is told of wherever the user is; one that ended only with its packets.
  if (!live?.status || (!live.running && !shown)) return undefined;
  return (
    <>
      {live.running && <Running status={live.status} />}
      <Dropped status={live.status} />
    </>
  );
}

function Running({ status }: { readonly status: LiveCaptureStatus }) {
  const rate = useRate(status.packets, status.seconds);
  const { starting, stopping, capturing } = words;
  const word = { starting, running: capturing, stopping, ended: words.stopped }[status.state];
  return (
    <span className="capture-running">
      <span className="status-dot live" />
      <b>{word}</b> {words.elapsed(status.seconds)} · {words.rate(rate)}
      {status.timestamps === 'approximate' && (
        <span title={words.approximateHint}>
          {' · '}
          {words.approximate}
        </span>
      )}
    </span>
  );
}

/** Always there, also while nothing was dropped: that nothing is missing is worth knowing. */
function Dropped({ status }: { readonly status: LiveCaptureStatus }) {
  const { droppedByKernel, droppedByInterface, droppedByUs } = status;
  const all = droppedByKernel + droppedByInterface + droppedByUs;
  if (all === 0 && dropsUnknown(status))
    return (
      <span className="capture-dropped" title={words.dropsUnknown}>
        {words.dropped}: {words.unknown}
      </span>
    );
  return (
    <span
      className={all > 0 ? 'capture-dropped some' : 'capture-dropped'}
      title={words.droppedHint(droppedByKernel, droppedByInterface, droppedByUs)}
    >
      {words.dropped}: <b>{exact(all)}</b>
    </span>
  );
}

/** Packets a second between the last two reports. */
function useRate(packets: number, seconds: number): number {
  const last = useRef({ packets: 0, seconds: 0 });
  const [rate, setRate] = useState(0);
  useEffect(() => {
    const before = last.current;
    if (seconds < before.seconds || packets < before.packets) last.current = { packets, seconds };
    if (seconds - before.seconds < 0.5) return;
    setRate((packets - before.packets) / (seconds - before.seconds));
    last.current = { packets, seconds };
  }, [packets, seconds]);
  return rate;
}

/** Tells the main process once the window has nothing more to fetch: then a screenshot shows all of it. */
import { useEffect, useRef } from 'react';
import { askMain } from '../bridge/main-client';
import { type AppState, failureOf, useApp } from '../state/app-state';

export function useSettled(): void {
  const settled = useApp(isSettled);
  const told = useRef(false);
  useEffect(() => {
    if (!settled || told.current) return;
    told.current = true;
    drawn()
      .then(() => askMain('settled', undefined))
      .catch(() => undefined);
  }, [settled]);
}

/** The capture is read and its first packet shown in full; or nothing is open, or cannot be. */
function isSettled(state: AppState): boolean {
  if (!state.start) return false;
  const { capture, detail } = state;
  if (!capture) return !state.start.awaitsCapture;
  if (capture.gone !== undefined || failureOf(state) !== undefined) return true;
  if (!capture.status || capture.status.state === 'reading' || !capture.view.done) return false;
  return capture.status.packets === 0 || detail !== undefined;
}

/** Waits until fonts are there and pictures with them were handed on to the screen. */
async function drawn(): Promise<void> {
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame++) await new Promise((next) => requestAnimationFrame(next));
}

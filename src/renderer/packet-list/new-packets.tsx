/** While the list does not follow a running capture: how many packets came in since, and the way back to them. */
import { useEffect, useState } from 'react';
import { takeHold } from '../actions/auto-scroll';
import { Icon } from '../controls/icon';
import { messages } from '../messages/messages';
import { isCapturing, useApp } from '../state/app-state';

export function NewPackets() {
  const away = useApp((state) => isCapturing(state) && !state.autoScroll);
  const view = useApp((state) => state.capture?.view.number);
  return away ? <Counter key={view} /> : undefined;
}

function Counter() {
  const count = useApp((state) => state.capture?.view.count ?? 0);
  const [before, setBefore] = useState<number>();
  useEffect(() => setBefore((known) => known ?? count), [count]);
  const fresh = count - (before ?? count);
  if (fresh <= 0) return undefined;
  return (
    <button type="button" className="new-packets" onMouseDown={(event) => event.preventDefault()} onClick={takeHold}>
      <Icon name="autoScroll" />
      {messages.capturing.newPackets(fresh)}
    </button>
  );
}

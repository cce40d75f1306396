/** A row of tabs: one in front, each with its title and a button that closes it. */
import './tabs.css';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { closeTab, showTab } from '../actions/tabs';
import { Icon } from '../controls/icon';
import { messages } from '../messages/messages';
import type { Tab, TabPlace } from '../state/tabs';
import { viewOf } from './tab-views';

interface Shown {
  /** Undefined for the packets, which cannot be closed. */
  readonly id: string | undefined;
  readonly title: string;
}

export function TabBar({
  place,
  tabs,
  front,
  first,
  children,
}: {
  readonly place: TabPlace;
  readonly tabs: readonly Tab[];
  readonly front: string | undefined;
  /** Title of the tab of the packets, where there is one. */
  readonly first?: string;
  /** Buttons at the end of the row. */
  readonly children?: ReactNode;
}) {
  const shown: readonly Shown[] = [
    ...(first === undefined ? [] : [{ id: undefined, title: first }]),
    ...tabs.map(({ id, content }) => ({ id, title: viewOf(content).title(content) })),
  ];
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = shown.findIndex(({ id }) => id === front);
    if (by !== undefined) showTab(place, shown[(at + by + shown.length) % shown.length].id);
    else if (event.key === 'Delete' && front !== undefined) closeTab(front);
  };
  return (
    <div className={`tab-row ${place}`}>
      <div role="tablist" className="tab-list" aria-label={messages.tabs[place]} onKeyDown={step}>
        {shown.map((tab) => (
          <TabButton key={tab.id ?? ''} place={place} tab={tab} chosen={tab.id === front} />
        ))}
      </div>
      <span className="tab-row-space" />
      {children}
    </div>
  );
}

function TabButton({
  place,
  tab: { id, title },
  chosen,
}: {
  readonly place: TabPlace;
  readonly tab: Shown;
  readonly chosen: boolean;
}) {
  const button = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosen]);
  return (
    <div ref={button} className={chosen ? 'tab chosen' : 'tab'}>
      <button
        type="button"
        role="tab"
        aria-selected={chosen}
        tabIndex={chosen ? 0 : -1}
        title={title}
        onClick={() => showTab(place, id)}
        onAuxClick={(event) => {
          if (event.button === 1 && id !== undefined) closeTab(id);
        }}
      >
        {title}
      </button>
      {id !== undefined && (
        <button
          type="button"
          className="tab-close"
          tabIndex={-1}
          aria-label={messages.tabs.close(title)}
          title={messages.tabs.close(title)}
          onClick={() => closeTab(id)}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}

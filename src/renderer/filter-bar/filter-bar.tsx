/** The display filter: typed with colours, checked and completed while it is typed, applied by Enter. */
import './filter-bar.css';
import { type KeyboardEvent, useRef, useState } from 'react';
import { applyFilter, typeFilter } from '../actions/filter';
import { run } from '../actions/notices';
import { focusPane } from '../actions/panes';
import { askEngine } from '../bridge/engine-client';
import { filterHistoryMenu } from '../commands/menus';
import { Icon } from '../controls/icon';
import { ContextMenu, type MenuPlace } from '../controls/menu';
import { messages } from '../messages/messages';
import { app, useApp } from '../state/app-state';
import { ColouredText } from './coloured-text';
import { useCompletion } from './completion';

export function FilterBar() {
  const field = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const colours = useRef<HTMLDivElement>(null);
  const [history, setHistory] = useState<MenuPlace>();
  const [focused, setFocused] = useState(false);
  const text = useApp((state) => state.filterText);
  const problem = useApp((state) => state.filterProblem);
  const hasHistory = useApp((state) => state.settings.filterHistory.length > 0);
  const { completion, ask, choose, close } = useCompletion();

  const accept = (item: string): void => {
    const next = text.slice(0, completion.start) + item + text.slice(completion.end);
    typeFilter(next);
    close();
    const caret = completion.start + item.length;
    requestAnimationFrame(() => input.current?.setSelectionRange(caret, caret));
  };
  const apply = (): void => {
    close();
    run(applyFilter(text));
  };
  const press = (event: KeyboardEvent): void => {
    const open = completion.items.length > 0;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (open) choose(event.key === 'ArrowDown' ? 1 : -1);
      else if (event.key === 'ArrowDown') focusPane('list');
      else return;
    } else if (event.key === 'Tab' && open && !event.shiftKey)
      accept(completion.items[Math.max(0, completion.chosen)].text);
    else if (event.key === 'Enter' && completion.chosen >= 0) accept(completion.items[completion.chosen].text);
    else if (event.key === 'Enter') apply();
    else if (event.key === 'Escape') leave(open, close);
    else return;
    event.preventDefault();
  };

  const state = text.trim() === '' ? '' : problem ? 'bad' : 'good';
  return (
    <div className="filter-bar">
      <div ref={field} className={`filter-field ${state}`}>
        <div className="filter-text">
          <div ref={colours} className="filter-colours mono" aria-hidden="true">
            <ColouredText text={text} problem={problem} />
          </div>
          <input
            ref={input}
            type="text"
            className="mono"
            data-pane="filter"
            aria-label={messages.filter.name}
            aria-autocomplete="list"
            aria-controls="filter-completions"
            aria-activedescendant={completion.chosen >= 0 ? `filter-completion-${completion.chosen}` : undefined}
            aria-invalid={problem !== undefined}
            aria-errormessage={problem ? 'filter-problem' : undefined}
            placeholder={messages.filter.placeholder}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => {
              typeFilter(event.target.value);
              run(ask(event.target.value, event.target.selectionStart ?? event.target.value.length));
            }}
            onScroll={(event) => {
              if (colours.current) colours.current.scrollLeft = event.currentTarget.scrollLeft;
            }}
            onFocus={() => setFocused(true)}
            onBlur={() => {
              setFocused(false);
              close();
            }}
            onKeyDown={press}
          />
        </div>
        {text !== '' && (
          <button
            type="button"
            className="button"
            aria-label={messages.filter.clear}
            title={messages.filter.clear}
            onClick={() => run(applyFilter(''))}
          >
            <Icon name="close" />
          </button>
        )}
        <button
          type="button"
          className="button"
          aria-label={messages.filter.apply}
          title={`${messages.filter.apply} (Enter)`}
          onClick={apply}
        >
          <Icon name="apply" />
        </button>
        <button
          type="button"
          className="button"
          disabled={!hasHistory}
          aria-label={messages.filter.history}
          aria-haspopup="menu"
          title={messages.filter.history}
          onClick={() => {
            const edges = field.current?.getBoundingClientRect();
            if (edges) setHistory({ left: edges.left, top: edges.bottom + 2 });
          }}
        >
          <Icon name="history" />
        </button>
      </div>
      <FilterCount />
      {completion.items.length > 0 && (
        <div
          id="filter-completions"
          role="listbox"
          className="filter-popup mono"
          aria-label={messages.filter.completions}
        >
          {completion.items.map((item, place) => (
            <div
              key={item.text}
              id={`filter-completion-${place}`}
              role="option"
              aria-selected={place === completion.chosen}
              ref={(element) => {
                if (place === completion.chosen) element?.scrollIntoView({ block: 'nearest' });
              }}
              onMouseDown={(event) => {
                event.preventDefault();
                accept(item.text);
              }}
            >
              {item.text}
              <span>{item.description}</span>
            </div>
          ))}
        </div>
      )}
      {problem && focused && completion.items.length === 0 && (
        <div id="filter-problem" role="alert" className="filter-problem">
          {problem.message}
        </div>
      )}
      {history && (
        <ContextMenu
          label={messages.filter.history}
          items={filterHistoryMenu()}
          place={history}
          close={() => setHistory(undefined)}
        />
      )}
    </div>
  );
}

/** Escape closes the completions, then takes back what was typed, then gives the focus to the list. */
function leave(completing: boolean, close: () => void): void {
  const { capture, filterText } = app.get();
  if (completing) close();
  else if (capture && filterText !== capture.view.filter) typeFilter(capture.view.filter);
  else focusPane('list');
}

/** How many packets match and how long that took; while it is being found out, a button that stops it. */
function FilterCount() {
  const view = useApp((state) => state.capture?.view);
  const total = useApp((state) => state.capture?.status?.packets ?? 0);
  if (!view || view.filter === '') return undefined;
  return (
    <>
      <span className="filter-count mono">
        {messages.filter.matches(view.count, total)}
        {' · '}
        {view.done ? messages.filter.took(view.milliseconds) : messages.status.percent(view.examined, total)}
      </span>
      {!view.done && (
        <button type="button" className="button framed" onClick={() => run(askEngine('stopView', undefined))}>
          {messages.filter.cancel}
        </button>
      )}
    </>
  );
}

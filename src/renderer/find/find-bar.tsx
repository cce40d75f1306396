/** The find bar: looks for packets by filter, text, regular expression or bytes. */
import './find-bar.css';
import { useEffect } from 'react';
import { changeFind, chooseFindKind, closeFind, findNext } from '../actions/find';
import { run } from '../actions/notices';
import { focusPane } from '../actions/panes';
import { askEngine } from '../bridge/engine-client';
import { FilterInput } from '../controls/filter-editor/filter-input';
import { Icon } from '../controls/icon';
import { CheckBox } from '../controls/labelled';
import { messages } from '../messages/messages';
import { type FindState, useApp } from '../state/app-state';

const words = messages.find;

export function FindBar() {
  const find = useApp((state) => state.find);
  useEffect(() => focusPane('find'), []);
  const inText = find.kind === 'text' || find.kind === 'regex';
  return (
    <search
      className="find-bar"
      aria-label={words.name}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        closeFind();
        focusPane('list');
      }}
    >
      <select
        aria-label={words.kind}
        value={find.kind}
        onChange={(event) => chooseFindKind(event.target.value as FindState['kind'])}
      >
        {Object.entries(words.kinds).map(([kind, title]) => (
          <option key={kind} value={kind}>
            {title}
          </option>
        ))}
      </select>
      {inText && (
        <select
          aria-label={words.where}
          value={find.in}
          onChange={(event) => changeFind({ in: event.target.value as FindState['in'], message: '' })}
        >
          {Object.entries(words.places).map(([place, title]) => (
            <option key={place} value={place}>
              {title}
            </option>
          ))}
        </select>
      )}
      {inText && (
        <CheckBox
          title={words.caseSensitive}
          on={find.caseSensitive}
          change={(caseSensitive) => changeFind({ caseSensitive })}
        />
      )}
      {find.kind === 'filter' ? (
        <FilterInput
          label={words.text}
          pane="find"
          text={find.text}
          change={(text) => changeFind({ text, message: '' })}
          enter={(backwards) => run(findNext(backwards))}
        />
      ) : (
        <input
          type="text"
          className="text-input mono"
          data-pane="find"
          aria-label={words.text}
          spellCheck={false}
          value={find.text}
          onChange={(event) => changeFind({ text: event.target.value, message: '' })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') run(findNext(event.shiftKey));
          }}
        />
      )}
      <span className="find-message" role="alert">
        {find.searching ? words.searching : find.message}
      </span>
      {find.searching ? (
        <button type="button" className="button framed" onClick={() => run(askEngine('cancelFind', undefined))}>
          {words.stop}
        </button>
      ) : (
        <>
          <button type="button" className="button framed" onClick={() => run(findNext(false))}>
            {words.next}
          </button>
          <button
            type="button"
            className="button"
            aria-label={words.previous}
            title={words.previous}
            onClick={() => run(findNext(true))}
          >
            <Icon name="up" />
          </button>
        </>
      )}
      <button type="button" className="button" aria-label={words.close} title={words.close} onClick={closeFind}>
        <Icon name="close" />
      </button>
    </search>
  );
}

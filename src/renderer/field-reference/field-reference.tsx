/** The table of all fields, a search over it, and the values of the selected one. */
import './field-reference.css';
import { useDeferredValue, useEffect, useState } from 'react';
import type { FieldEntry } from '../../shared/fields-contract';
import { run } from '../actions/notices';
import { closeFields } from '../bridge/fields-client';
import { termMenus } from '../commands/menus';
import { DataTable, type TableColumn } from '../controls/data-table';
import type { MenuItem } from '../controls/menu-item';
import { messages } from '../messages/messages';
import { hasCapture, useApp } from '../state/app-state';
import { fieldActions, insertTerm } from './field-actions';
import { FieldDetails } from './field-details';
import { useFields } from './field-pages';

const words = messages.fieldReference;

export function FieldReference() {
  const [search, setSearch] = useState('');
  const { total, failure, entryAt, want, retry } = useFields(useDeferredValue(search));
  const [selected, select] = useState(-1);
  const entry = entryAt(selected);
  const open = useApp(hasCapture);
  useEffect(() => () => run(closeFields()), []);
  return (
    <section className="field-reference" aria-label={words.title}>
      <header className="view-header">
        <input
          type="search"
          className="text-input"
          aria-label={words.search}
          placeholder={words.search}
          spellCheck={false}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
            select(-1);
          }}
        />
        <span className="reference-count">{total === undefined ? words.reading : words.found(total)}</span>
      </header>
      {failure !== undefined ? (
        <p className="pane-message">
          {failure}{' '}
          <button type="button" className="button framed" onClick={retry}>
            {words.again}
          </button>
        </p>
      ) : (
        <div className="reference-parts">
          <DataTable
            label={words.title}
            columns={columns}
            count={total ?? 0}
            rowAt={entryAt}
            rowKey={({ name }) => name}
            selected={selected}
            select={select}
            activate={(index) => {
              const chosen = entryAt(index);
              if (chosen) insertTerm(chosen.name);
            }}
            menu={(index) => menuOf(entryAt(index), open)}
            shown={want}
            empty={total === undefined ? words.reading : words.none}
          />
          {entry && <FieldDetails key={entry.name} entry={entry} />}
        </div>
      )}
    </section>
  );
}

const columns: readonly TableColumn<FieldEntry>[] = [
  {
    key: 'name',
    title: words.field,
    width: 'minmax(220px, 2fr)',
    cell: ({ name }) => <span className="mono">{name}</span>,
    hint: ({ name }) => name,
  },
  {
    key: 'label',
    title: words.label,
    width: 'minmax(200px, 3fr)',
    cell: ({ label, description }) => description || label,
  },
  { key: 'type', title: words.type, width: '110px', cell: ({ type }) => <span className="mono">{type}</span> },
  { key: 'protocol', title: words.protocol, width: 'minmax(140px, 1.5fr)', cell: ({ protocolTitle }) => protocolTitle },
];

function menuOf(entry: FieldEntry | undefined, open: boolean): readonly MenuItem[] {
  if (!entry) return [];
  const items = fieldActions(entry, open).map(
    ([title, work]): MenuItem => ({ kind: 'command', title, enabled: true, run: work }),
  );
  return open ? [...items, { kind: 'separator' }, ...termMenus(entry.name)] : items;
}

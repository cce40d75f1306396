/** View > Columns: which columns the packet list has, in which order, and what they show. */
import './dialogs.css';
import { useState } from 'react';
import { defaultColumns } from '../../shared/default-settings';
import type { ColumnSetting } from '../../shared/settings';
import { run } from '../actions/notices';
import { setColumns } from '../actions/rows';
import { Dialog } from '../controls/dialog';
import { CancelAndSubmit } from '../controls/dialog-buttons';
import { EditTools } from '../controls/edit-tools';
import { FilterInput } from '../controls/filter-editor/filter-input';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';
import { FilterSentence } from './filter-sentence';

const words = messages.columns;

export function ColumnsDialog({ close }: { readonly close: () => void }) {
  const [columns, setLines] = useState<readonly ColumnSetting[]>(app.get().settings.columns);
  const [chosen, setChosen] = useState(0);
  const change = (place: number, part: Partial<ColumnSetting>): void =>
    setLines(columns.with(place, { ...columns[place], ...part }));
  const keep = (): void => {
    close();
    const named = columns.map((column) => ({ ...column, field: column.field.trim() }));
    run(setColumns(named.filter(({ field }) => field !== '')));
  };
  return (
    <Dialog
      title={words.title}
      close={close}
      submit={keep}
      width={620}
      buttons={
        <>
          <EditTools
            lines={columns}
            chosen={chosen}
            words={words}
            fresh={newColumn}
            change={(lines, place) => {
              setLines(lines);
              setChosen(place);
            }}
          />
          <button type="button" className="button framed" onClick={() => setLines(defaultColumns)}>
            {words.reset}
          </button>
          <CancelAndSubmit close={close} title={words.save} disabled={!columns.some(({ shown }) => shown)} />
        </>
      }
    >
      <FilterSentence as="column" filter={columns[chosen]?.field ?? ''} hint={words.hint} />
      <table className="edit-table fixed">
        <thead>
          <tr>
            <th style={{ width: 60 }}>{words.shown}</th>
            <th style={{ width: 200 }}>{words.columnTitle}</th>
            <th>{words.field}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, place) => (
            <tr key={place} className={place === chosen ? 'chosen' : undefined} onFocus={() => setChosen(place)}>
              <td>
                <input
                  type="checkbox"
                  aria-label={`${words.shown}: ${column.title}`}
                  checked={column.shown}
                  onChange={(event) => change(place, { shown: event.target.checked })}
                />
              </td>
              <td>
                <input
                  className="text-input"
                  aria-label={words.columnTitle}
                  value={column.title}
                  onChange={(event) => change(place, { title: event.target.value })}
                />
              </td>
              <td>
                <FilterInput
                  as="column"
                  label={words.field}
                  text={column.field}
                  change={(field) => change(place, { field })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

function newColumn(): ColumnSetting {
  return { title: words.newColumn, field: 'ip.ttl', width: 120, align: 'left', shown: true };
}

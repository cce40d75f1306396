/** Analyze > Display Filters: all saved filters. */
import './dialogs.css';
import { useState } from 'react';
import type { SavedFilter } from '../../shared/settings';
import { setSavedFilters } from '../actions/saved-filters';
import { Dialog } from '../controls/dialog';
import { CancelAndSubmit } from '../controls/dialog-buttons';
import { EditTools } from '../controls/edit-tools';
import { FilterInput } from '../controls/filter-editor/filter-input';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';
import { FilterSentence } from './filter-sentence';

const words = messages.savedFilters;

export function DisplayFiltersDialog({ close }: { readonly close: () => void }) {
  const [filters, setFilters] = useState<readonly SavedFilter[]>(app.get().settings.savedFilters);
  const [chosen, setChosen] = useState(filters.length > 0 ? 0 : -1);
  const change = (place: number, part: Partial<SavedFilter>): void =>
    setFilters(filters.with(place, { ...filters[place], ...part }));
  const keep = (): void => {
    setSavedFilters(filters.filter(({ filter }) => filter.trim() !== ''));
    close();
  };
  return (
    <Dialog
      title={words.listTitle}
      close={close}
      submit={keep}
      width={880}
      buttons={
        <>
          <EditTools
            lines={filters}
            chosen={chosen}
            words={{ add: words.addLine, remove: words.remove, up: words.up, down: words.down }}
            fresh={() => ({ name: words.newName, filter: app.get().filterText.trim(), comment: '', button: false })}
            change={(lines, place) => {
              setFilters(lines);
              setChosen(place);
            }}
          />
          <CancelAndSubmit close={close} title={words.keep} />
        </>
      }
    >
      <FilterSentence filter={filters[chosen]?.filter ?? ''} hint={filters.length > 0 ? words.listHint : words.none} />
      {filters.length > 0 && (
        <table className="edit-table fixed">
          <thead>
            <tr>
              <th style={{ width: 60 }}>{words.button}</th>
              <th style={{ width: 180 }}>{words.filterName}</th>
              <th>{words.filter}</th>
              <th style={{ width: 200 }}>{words.comment}</th>
            </tr>
          </thead>
          <tbody>
            {filters.map((one, place) => (
              <tr key={place} className={place === chosen ? 'chosen' : undefined} onFocus={() => setChosen(place)}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`${words.asButton}: ${one.name}`}
                    checked={one.button}
                    onChange={(event) => change(place, { button: event.target.checked })}
                  />
                </td>
                <td>
                  <input
                    className="text-input"
                    aria-label={words.filterName}
                    maxLength={200}
                    value={one.name}
                    onChange={(event) => change(place, { name: event.target.value })}
                  />
                </td>
                <td>
                  <FilterInput label={words.filter} text={one.filter} change={(filter) => change(place, { filter })} />
                </td>
                <td>
                  <input
                    className="text-input"
                    aria-label={words.comment}
                    maxLength={4096}
                    value={one.comment}
                    onChange={(event) => change(place, { comment: event.target.value })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}

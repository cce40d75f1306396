/** Saving the display filter at hand, or changing a saved one: name, filter, comment. */
import './dialogs.css';
import { useState } from 'react';
import type { SavedFilter } from '../../shared/settings';
import { saveFilter } from '../actions/saved-filters';
import { Dialog } from '../controls/dialog';
import { CancelAndSubmit } from '../controls/dialog-buttons';
import { FilterInput } from '../controls/filter-editor/filter-input';
import { CheckBox } from '../controls/labelled';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';
import { FilterSentence } from './filter-sentence';

const words = messages.savedFilters;

export function SaveFilterDialog({ place, close }: { readonly place?: number; readonly close: () => void }) {
  const [filter, setFilter] = useState<SavedFilter>(() => startOf(place));
  const change = (part: Partial<SavedFilter>): void => setFilter({ ...filter, ...part });
  const complete = filter.filter.trim() !== '';
  const keep = (): void => {
    if (!complete) return;
    const text = filter.filter.trim();
    saveFilter({ ...filter, filter: text, name: filter.name.trim() || text.slice(0, 200) }, place);
    close();
  };
  return (
    <Dialog
      title={place === undefined ? words.saveTitle : words.editTitle}
      close={close}
      submit={keep}
      width={560}
      buttons={<CancelAndSubmit close={close} title={words.save} disabled={!complete} />}
    >
      <div className="form-grid">
        <span>{words.filterName}</span>
        <input
          type="text"
          className="text-input"
          aria-label={words.filterName}
          maxLength={200}
          value={filter.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <span>{words.filter}</span>
        <FilterInput label={words.filter} text={filter.filter} change={(text) => change({ filter: text })} />
        <span>{words.comment}</span>
        <input
          type="text"
          className="text-input"
          aria-label={words.comment}
          maxLength={4096}
          value={filter.comment}
          onChange={(event) => change({ comment: event.target.value })}
        />
      </div>
      <CheckBox title={words.asButton} on={filter.button} change={(button) => change({ button })} />
      <FilterSentence filter={filter.filter} hint="" />
    </Dialog>
  );
}

function startOf(place: number | undefined): SavedFilter {
  const { settings, filterText } = app.get();
  const known = place === undefined ? undefined : settings.savedFilters[place];
  return known ?? { name: '', filter: filterText.trim(), comment: '', button: true };
}

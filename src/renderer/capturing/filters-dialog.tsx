/** Capture > Capture Filters: the capture filters that have names. */
import { useState } from 'react';
import type { CaptureSettings } from '../../shared/capture-settings';
import { changeCaptureSettings } from '../actions/capturing';
import { useCheckedFilter } from '../controls/capture-filter-field';
import { Dialog } from '../controls/dialog';
import { CancelAndSubmit } from '../controls/dialog-buttons';
import { EditTools } from '../controls/edit-tools';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';

const words = messages.capturing;
type Saved = CaptureSettings['savedFilters'][number];

export function FiltersDialog({ close }: { readonly close: () => void }) {
  const [filters, setFilters] = useState<readonly Saved[]>(app.get().settings.capture.savedFilters);
  const [chosen, choose] = useState(-1);
  const keep = (): void => {
    changeCaptureSettings({ savedFilters: filters.filter(({ filter }) => filter.trim() !== '') });
    close();
  };
  const changeLine = (at: number, change: Partial<Saved>): void =>
    setFilters(filters.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <Dialog
      title={words.filtersTitle}
      close={close}
      submit={keep}
      width={720}
      buttons={
        <>
          <EditTools
            lines={filters}
            chosen={chosen}
            change={(lines, at) => {
              setFilters(lines);
              choose(at);
            }}
            fresh={() => ({ name: words.newFilter, filter: '' })}
            words={{
              add: words.addFilter,
              remove: words.removeFilter,
              up: words.moveUp,
              down: words.moveDown,
            }}
          />
          <CancelAndSubmit close={close} title={words.keep} />
        </>
      }
    >
      <p className="options-dim">{words.filtersHint}</p>
      <table className="edit-table">
        <thead>
          <tr>
            <th scope="col">{words.filterName}</th>
            <th scope="col">{words.filterText}</th>
          </tr>
        </thead>
        <tbody>
          {filters.map((saved, index) => (
            <Line
              key={index}
              saved={saved}
              chosen={index === chosen}
              choose={() => choose(index)}
              change={(change) => changeLine(index, change)}
            />
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

function Line({
  saved: { name, filter },
  chosen,
  choose,
  change,
}: {
  readonly saved: Saved;
  readonly chosen: boolean;
  readonly choose: () => void;
  readonly change: (change: Partial<Saved>) => void;
}) {
  const { state, problem } = useCheckedFilter(filter, undefined);
  return (
    <tr className={chosen ? 'chosen' : undefined} onFocus={choose}>
      <td>
        <input
          type="text"
          className="text-input"
          aria-label={words.filterName}
          value={name}
          onChange={(event) => change({ name: event.target.value })}
        />
      </td>
      <td>
        <input
          type="text"
          className={`text-input mono options-filter-cell ${state}`}
          aria-label={words.filterText}
          aria-invalid={problem !== undefined}
          title={problem?.message}
          spellCheck={false}
          value={filter}
          onChange={(event) => change({ filter: event.target.value })}
        />
      </td>
    </tr>
  );
}

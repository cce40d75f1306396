/** The saved filters as buttons under the bar: applied by a click, joined with Shift or Alt, put in order by dragging. */
import { type DragEvent, type MouseEvent, useState } from 'react';
import type { SavedFilter } from '../../shared/settings';
import { takeTerm } from '../actions/filter';
import { moveSavedFilter } from '../actions/saved-filters';
import { carryTerm } from '../actions/term-drag';
import { savedFilterMenu } from '../commands/filter-menus';
import { Icon } from '../controls/icon';
import { ContextMenu, type MenuPlace } from '../controls/menu';
import { messages } from '../messages/messages';
import { app, useApp } from '../state/app-state';

const words = messages.savedFilters;
/** Kind of data by which a button is dragged among its neighbours. */
const chipType = 'application/x-sockeye-saved-filter';

export function SavedFilters() {
  const saved = useApp((state) => state.settings.savedFilters);
  const applied = useApp((state) => state.capture?.view.filter);
  const [menu, setMenu] = useState<MenuPlace & { readonly chip: number }>();
  const [target, setTarget] = useState(-1);
  if (!saved.some(({ button }) => button)) return undefined;
  const drop = (event: DragEvent, before: number): void => {
    setTarget(-1);
    if (!event.dataTransfer.types.includes(chipType)) return;
    event.preventDefault();
    moveSavedFilter(Number(event.dataTransfer.getData(chipType)), before);
  };
  return (
    <div role="toolbar" className="saved-filters" aria-label={words.bar}>
      <span className="saved-heading">{words.heading}</span>
      {saved.map(
        (one, place) =>
          one.button && (
            <button
              key={place}
              type="button"
              draggable
              className={`chip ${target === place ? 'drop-before' : ''}`}
              aria-pressed={applied === one.filter}
              title={words.hint(one.filter, one.comment)}
              onClick={(event) => applyChip(one, event)}
              onContextMenu={(event) => {
                event.preventDefault();
                setMenu({ left: event.clientX, top: event.clientY, chip: place });
              }}
              onDragStart={(event) => {
                carryTerm(event, one.filter);
                event.dataTransfer.setData(chipType, String(place));
              }}
              onDragOver={(event) => event.dataTransfer.types.includes(chipType) && setTarget(place)}
              onDragLeave={() => setTarget(-1)}
              onDrop={(event) => drop(event, place)}
            >
              {one.name}
            </button>
          ),
      )}
      <button
        type="button"
        className="button"
        aria-label={words.add}
        title={words.add}
        onClick={() => app.set({ dialog: { kind: 'save-filter' } })}
        onDrop={(event) => drop(event, saved.length)}
      >
        <Icon name="add" />
      </button>
      {menu && saved[menu.chip] && (
        <ContextMenu
          label={saved[menu.chip].name}
          items={savedFilterMenu(menu.chip)}
          place={menu}
          close={() => setMenu(undefined)}
        />
      )}
    </div>
  );
}

function applyChip({ filter }: SavedFilter, { shiftKey, altKey }: MouseEvent): void {
  takeTerm(filter, shiftKey ? 'and' : altKey ? 'or' : 'selected', false);
}

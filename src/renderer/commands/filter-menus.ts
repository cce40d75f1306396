/** The menus of the filter bar: recent filters, saved ones, and one saved filter. */
import { applyFilter } from '../actions/filter';
import { run } from '../actions/notices';
import { deleteSavedFilter, moveSavedFilter } from '../actions/saved-filters';
import { changeSettings } from '../actions/settings';
import type { MenuItem } from '../controls/menu-item';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';
import { menuEntry, termMenus } from './menus';
import { commandNamed } from './table';

const words = messages.savedFilters;
const line: MenuItem = { kind: 'separator' };

function entry(title: string, work: () => void, enabled = true): MenuItem {
  return { kind: 'command', title, enabled, run: work };
}

/** The filters applied last, and whether filters are applied while they are typed. */
export function filterHistoryMenu(): MenuItem[] {
  const { filterHistory, filterWhileTyping } = app.get().settings;
  const recent = filterHistory.map((filter) => entry(filter, () => run(applyFilter(filter))));
  return [
    ...(recent.length > 0 ? recent : [entry(messages.filter.noHistory, () => undefined, false)]),
    line,
    {
      kind: 'command',
      title: messages.filter.whileTyping,
      enabled: true,
      checked: filterWhileTyping,
      run: () => changeSettings({ filterWhileTyping: !filterWhileTyping }),
    },
    line,
    ...(['copyFilter', 'copyCommandLine'] as const).map((name) => ({
      ...menuEntry(commandNamed(name)),
      // No heading says here that it copies.
      title: messages.filter[name],
    })),
    line,
    entry(messages.filter.clearHistory, () => changeSettings({ filterHistory: [] }), recent.length > 0),
  ];
}

/** Saving the filter at hand, and all that are saved. */
export function savedFiltersMenu(): MenuItem[] {
  const { savedFilters } = app.get().settings;
  const saved = savedFilters.map(
    ({ name, filter }): MenuItem => entry(`${name}:  ${filter}`, () => run(applyFilter(filter))),
  );
  return [
    ...(['saveFilter', 'displayFilters', 'filterMacros', 'filterExpression'] as const).map((name) =>
      menuEntry(commandNamed(name)),
    ),
    line,
    ...(saved.length > 0 ? saved : [entry(words.none, () => undefined, false)]),
  ];
}

/** The menu over a saved filter's button. */
export function savedFilterMenu(place: number): MenuItem[] {
  const { savedFilters } = app.get().settings;
  const { filter } = savedFilters[place];
  return [
    ...termMenus(filter),
    line,
    entry(words.edit, () => app.set({ dialog: { kind: 'save-filter', place } })),
    entry(words.left, () => moveSavedFilter(place, place - 1), place > 0),
    entry(words.right, () => moveSavedFilter(place, place + 2), place < savedFilters.length - 1),
    line,
    entry(words.delete, () => deleteSavedFilter(place)),
  ];
}

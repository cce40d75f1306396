/** The filters that the user saved, each a button under the filter bar unless that is not wanted. */
import type { SavedFilter } from '../../shared/settings';
import { app } from '../state/app-state';
import { changeSettings } from './settings';

export function setSavedFilters(savedFilters: readonly SavedFilter[]): void {
  changeSettings({ savedFilters: [...savedFilters] });
}

/** Adds a filter, or puts it into the place of the one at `place`. */
export function saveFilter(filter: SavedFilter, place?: number): void {
  const { savedFilters } = app.get().settings;
  setSavedFilters(place === undefined ? [...savedFilters, filter] : savedFilters.with(place, filter));
}

export function deleteSavedFilter(place: number): void {
  setSavedFilters(app.get().settings.savedFilters.filter((_, other) => other !== place));
}

/** Puts the filter at `from` in front of the one at `before`; at the end when there is none there. */
export function moveSavedFilter(from: number, before: number): void {
  setSavedFilters(moved(app.get().settings.savedFilters, from, before));
}

/** The list with the entry at `from` in front of the one that is at `before` now. Exported for its test. */
export function moved<Entry>(list: readonly Entry[], from: number, before: number): readonly Entry[] {
  const entry = list[from];
  if (entry === undefined) return list;
  const front = list.slice(0, before).filter((_, place) => place !== from);
  const back = list.slice(before).filter((_, place) => place + before !== from);
  return [...front, entry, ...back];
}

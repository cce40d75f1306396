/** The keys that open a context menu where the focus is: the menu key, and Shift+F10. */
import type { KeyboardEvent } from 'react';
import type { MenuPlace } from './menu';

/** How far from the left edge of the selected line its menu opens: CSS pixels. */
const indent = 24;

/** Where the menu belongs: under the selected line of the view that has the focus. Undefined for every other key. */
export function menuPlaceOfKey(event: KeyboardEvent<HTMLElement>): MenuPlace | undefined {
  if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return undefined;
  event.preventDefault();
  event.stopPropagation();
  const view = event.currentTarget.getBoundingClientRect();
  const line = event.currentTarget.querySelector('[aria-selected="true"]')?.getBoundingClientRect() ?? view;
  const top = line === view ? view.top + indent : line.bottom;
  return { left: Math.max(line.left, view.left) + indent, top: Math.min(Math.max(top, view.top), view.bottom) };
}

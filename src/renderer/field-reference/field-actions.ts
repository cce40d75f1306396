/** What can be done with a field of the reference. */
import type { FieldEntry } from '../../shared/filter-contract';
import { copyText } from '../actions/copying';
import { takeTerm } from '../actions/filter';
import { run } from '../actions/notices';
import { focusPane } from '../actions/panes';
import { addColumn } from '../actions/rows';
import { showTab } from '../actions/tabs';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';

const words = messages.fieldReference;

/** Each with its title. */
export function fieldActions({ name, label }: FieldEntry): readonly (readonly [title: string, work: () => void])[] {
  return [
    [words.insert, () => insertTerm(name)],
    [words.copy, () => run(copyText(name))],
    [words.column, () => run(addColumn(label, name))],
  ];
}

/** Puts a term into the filter bar and goes there. */
export function insertTerm(term: string): void {
  takeTerm(term, 'and', true);
  if (!app.get().settings.layout.tabsBeside) showTab('main', undefined);
  // The bar is there once the packets are.
  requestAnimationFrame(() => focusPane('filter'));
}

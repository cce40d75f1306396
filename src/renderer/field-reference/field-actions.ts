/** What can be done with a field of the reference. */
import type { FieldEntry } from '../../shared/fields-contract';
import { copyText } from '../actions/copying';
import { takeTerm } from '../actions/filter';
import { run } from '../actions/notices';
import { focusPane } from '../actions/panes';
import { addColumn } from '../actions/rows';
import { uncoverPackets } from '../actions/show-packets';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';

const words = messages.fieldReference;

/** Each with its title. Without a capture there is neither a filter bar nor a column. */
export function fieldActions(
  { name, label }: FieldEntry,
  open: boolean,
): readonly (readonly [title: string, work: () => void])[] {
  const copy = [words.copy, () => run(copyText(name))] as const;
  if (!open) return [copy];
  return [[words.insert, () => insertTerm(name)], copy, [words.column, () => run(addColumn(label, name))]];
}

/** Puts a term into the filter bar and goes there. */
export function insertTerm(term: string): void {
  if (app.get().capture === undefined) return;
  takeTerm(term, 'and', true);
  uncoverPackets();
  // The bar is there once the packets are.
  requestAnimationFrame(() => focusPane('filter'));
}

/** Completion of what is typed: asked from the engine of the open capture, which knows its values. */
import {
  acceptCompletion,
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  completionStatus,
  currentCompletions,
  moveCompletionSelection,
  selectedCompletionIndex,
} from '@codemirror/autocomplete';
import { type Extension, StateField } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { CompletionItem } from '../../../shared/view';
import { askEngine } from '../../bridge/engine-client';
import { messages } from '../../messages/messages';
import { app } from '../../state/app-state';

const mostItems = 60;
/** Quiet after a key press before the engine is asked, in milliseconds. */
const delay = 20;

interface FilterCompletion extends Completion {
  readonly item: CompletionItem;
}

const itemsShown = StateField.define<boolean>({
  create: () => false,
  update(shown, { state }) {
    const status = completionStatus(state);
    return status === 'active' ? currentCompletions(state).length > 0 : status === 'pending' && shown;
  },
});

const completion = autocompletion({
  override: [complete],
  icons: false,
  // Enter applies the filter until an item is chosen with the arrow keys.
  selectOnOpen: false,
  interactionDelay: 0,
  activateOnTypingDelay: delay,
  maxRenderedOptions: mostItems,
  defaultKeymap: false,
  tooltipClass: () => 'filter-completions',
  optionClass: (completion) => `completion-${(completion as FilterCompletion).item.kind}`,
  activateOnCompletion: (completion) => (completion as FilterCompletion).item.kind === 'operator',
  addToOptions: [{ position: 90, render: (completion) => countOf((completion as FilterCompletion).item) }],
});

export const filterCompletion: Extension = [completion, itemsShown];

async function complete({ state, pos, explicit }: CompletionContext): Promise<CompletionResult | null> {
  const { capture } = app.get();
  if (!capture || capture.gone !== undefined) return null;
  const text = state.doc.toString();
  const { start, end, items } = await askEngine('completeFilter', { text, caret: pos });
  const typed = text.slice(start, pos);
  // Nothing to offer where all that could be said is said.
  if (!explicit && items.some((item) => item.text === typed) && items.length === 1) return null;
  if (!explicit && typed === '' && items.every(({ kind }) => kind === 'operator') && !/\s$/.test(text.slice(0, pos)))
    return null;
  return items.length === 0
    ? null
    : { from: start, to: Math.max(end, pos), filter: false, options: items.slice(0, mostItems).map(optionOf) };
}

function optionOf(item: CompletionItem): FilterCompletion {
  const { text, kind, description } = item;
  return { item, label: text, detail: description, apply: kind === 'operator' ? `${text} ` : text };
}

function countOf({ packets }: CompletionItem): Node | null {
  if (packets === undefined) return null;
  const element = document.createElement('span');
  element.className = 'completion-packets';
  element.textContent = messages.filter.packets(packets);
  return element;
}

/** True while items are on screen: they stay there while they are asked for anew. */
export function isCompleting({ state }: Pick<EditorView, 'state'>): boolean {
  return state.field(itemsShown);
}

/** Editors in which Tab was pressed before the items were there. */
const awaiting = new WeakSet<EditorView>();

/** Takes the chosen item, or the first when none is chosen; as soon as they are there, when they are still being asked for. */
export function acceptLikeliest(view: EditorView): boolean {
  if (completionStatus(view.state) === 'pending') {
    awaiting.add(view);
    return true;
  }
  if (!isCompleting(view)) return false;
  if ((selectedCompletionIndex(view.state) ?? -1) < 0) moveCompletionSelection(true)(view);
  return acceptCompletion(view);
}

/** Follows the state of completion: takes the first item where Tab was pressed too early. */
export function followCompletion(view: EditorView): void {
  const status = completionStatus(view.state);
  if (status === 'pending' || !awaiting.delete(view)) return;
  // An editor must not be changed while it tells of a change.
  if (status === 'active') setTimeout(() => acceptLikeliest(view));
}

/** Takes the item that was chosen with the arrow keys; false when none is. */
export function acceptChosen(view: EditorView): boolean {
  return isCompleting(view) && (selectedCompletionIndex(view.state) ?? -1) >= 0 && acceptCompletion(view);
}

/** Completion of what is typed: asked from the engine of the open capture, which knows its values. */
import {
  acceptCompletion,
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  completionStatus,
  moveCompletionSelection,
  selectedCompletionIndex,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
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

export const filterCompletion: Extension = autocompletion({
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

/** True while items are on offer. */
export function isCompleting(view: EditorView): boolean {
  return completionStatus(view.state) === 'active';
}

/** Takes the chosen item, or the first when none is chosen. */
export function acceptLikeliest(view: EditorView): boolean {
  if (!isCompleting(view)) return false;
  if ((selectedCompletionIndex(view.state) ?? -1) < 0) moveCompletionSelection(true)(view);
  return acceptCompletion(view);
}

/** Takes the item that was chosen with the arrow keys; false when none is. */
export function acceptChosen(view: EditorView): boolean {
  return isCompleting(view) && (selectedCompletionIndex(view.state) ?? -1) >= 0 && acceptCompletion(view);
}

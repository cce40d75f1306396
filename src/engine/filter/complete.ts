/** Completes the word at the caret of a display filter. */
import type { Catalogue } from '../declare/catalogue';
import type { CompletionItem } from '../view';

const maximumItems = 50;

/** Names that begin with the word that ends at `caret`; `[start, end)` is what an item replaces. */
export function completeFilter(
  text: string,
  caret: number,
  catalogue: Catalogue,
): { readonly start: number; readonly end: number; readonly items: readonly CompletionItem[] } {
  const word = /[\w.]*$/.exec(text.slice(0, caret))?.[0] ?? '';
  const start = caret - word.length;
  if (word === '') return { start, end: caret, items: [] };
  const items = catalogue
    .names()
    .filter((name) => name.startsWith(word))
    .slice(0, maximumItems)
    .map((name): CompletionItem => {
      const [field] = catalogue.field(name);
      return {
        text: name,
        kind: field.type === 'PROTOCOL' ? 'protocol' : 'field',
        description: field.options.description ?? field.label,
      };
    });
  return { start, end: caret, items };
}

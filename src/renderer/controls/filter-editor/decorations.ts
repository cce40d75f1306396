/** Colours of a filter's parts, and the waves under what is wrong with it. */
import { type EditorState, type Extension, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import { classedTokens } from './token-classes';

/** A part of the text that something is said about. */
export interface Remark {
  readonly start: number;
  readonly end: number;
  readonly kind: 'problem' | 'warning';
}

/** Longest text that is coloured, in UTF-16 units: no filter may be longer. */
const longestColoured = 16_384;

const setRemarks = StateEffect.define<readonly Remark[]>();

const colours = StateField.define<DecorationSet>({
  create: coloursOf,
  update: (held, transaction) => (transaction.docChanged ? coloursOf(transaction.state) : held),
  provide: (field) => EditorView.decorations.from(field),
});

/** What is said stands until the text changes or something else is said. */
const remarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(held, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setRemarks)) return marksOf(effect.value, transaction.state);
    return held.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

export const filterDecorations: Extension = [colours, remarks];

/** Underlines these parts, and nothing else. */
export function underline(view: EditorView, parts: readonly Remark[]): void {
  view.dispatch({ effects: setRemarks.of(parts) });
}

function coloursOf(state: EditorState): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const text = state.doc.toString();
  if (text.length <= longestColoured)
    for (const { start, end, kind } of classedTokens(text)) builder.add(start, end, classMark(`token-${kind}`));
  return builder.finish();
}

function marksOf(parts: readonly Remark[], state: EditorState): DecorationSet {
  const { length } = state.doc;
  if (length === 0) return Decoration.none;
  const marks = parts.map(({ start, end, kind }) => {
    // What is missing at the end is shown at the last sign before it.
    const from = Math.max(0, Math.min(start, length - 1));
    return classMark(`token-${kind}`).range(from, Math.max(from + 1, Math.min(end, length)));
  });
  return Decoration.set(marks, true);
}

const marks = new Map<string, Decoration>();

function classMark(name: string): Decoration {
  const known = marks.get(name) ?? Decoration.mark({ class: name });
  marks.set(name, known);
  return known;
}

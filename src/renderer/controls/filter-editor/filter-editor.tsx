/** A display filter being edited: one line with colours, completion, and waves under what is wrong. */
import './filter-editor.css';
import { closeCompletion, moveCompletionSelection, startCompletion } from '@codemirror/autocomplete';
import { history, historyKeymap, standardKeymap } from '@codemirror/commands';
import { Annotation, EditorState, Prec } from '@codemirror/state';
import { EditorView, type KeyBinding, keymap } from '@codemirror/view';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { acceptChosen, acceptLikeliest, filterCompletion, followCompletion, isCompleting } from './completions';
import { filterDecorations, type Remark, underline } from './decorations';
import { singleLine } from './single-line';

export interface FilterEditorProperties {
  /** Its name for people who do not see it, and for tests. */
  readonly label: string;
  readonly text: string;
  readonly change: (text: string) => void;
  readonly placeholder?: string;
  readonly remarks: readonly Remark[];
  /** Enter, when no completion is chosen; without it, Enter presses the main button of the form. */
  readonly enter?: (shift: boolean) => void;
  /** Escape, when no completions are open. */
  readonly escape?: () => void;
  readonly up?: () => void;
  readonly down?: () => void;
  /** Tab, when no completions are open; false lets the focus move on. */
  readonly tab?: () => boolean;
  readonly focusChanged?: (focused: boolean) => void;
  readonly completing?: (open: boolean) => void;
  /** Name of the pane for F6. */
  readonly pane?: string;
  /** The element that says what is wrong. */
  readonly problemId?: string;
  readonly invalid?: boolean;
}

/** Marks changes that come from outside and are not to be told there again. */
const fromOutside = Annotation.define<boolean>();

export function FilterEditor(properties: FilterEditorProperties) {
  const { label, text, remarks, placeholder, pane, problemId, invalid } = properties;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(undefined);
  const current = useRef(properties);
  current.current = properties;

  useLayoutEffect(() => {
    if (!host.current) return;
    const view = new EditorView({ parent: host.current, state: startState(current) });
    editor.current = view;
    return () => view.destroy();
  }, []);
  useLayoutEffect(() => {
    const view = editor.current;
    if (!view || view.state.doc.toString() === text) return;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: text },
      selection: { anchor: text.length },
      annotations: fromOutside.of(true),
      scrollIntoView: true,
    });
    closeCompletion(view);
  }, [text]);
  useEffect(() => {
    if (editor.current) underline(editor.current, remarks);
  }, [remarks]);
  useEffect(() => {
    const element = editor.current?.contentDOM;
    if (!element) return;
    setAttribute(element, 'aria-label', label);
    setAttribute(element, 'aria-placeholder', placeholder);
    setAttribute(element, 'data-pane', pane);
    setAttribute(element, 'aria-invalid', invalid ? 'true' : undefined);
    setAttribute(element, 'aria-errormessage', invalid ? problemId : undefined);
  }, [label, placeholder, pane, invalid, problemId]);

  return (
    <div className="filter-editor mono">
      <div ref={host} className="filter-editor-host" />
      {text === '' && placeholder !== undefined && (
        <span className="filter-placeholder" aria-hidden="true">
          {placeholder}
        </span>
      )}
    </div>
  );
}

function setAttribute(element: HTMLElement, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

function startState(current: { readonly current: FilterEditorProperties }): EditorState {
  return EditorState.create({
    doc: current.current.text,
    selection: { anchor: current.current.text.length },
    extensions: [
      singleLine,
      history(),
      filterCompletion,
      filterDecorations,
      Prec.highest(keymap.of(filterKeys(current))),
      keymap.of([...historyKeymap, ...standardKeymap]),
      EditorView.contentAttributes.of({ role: 'textbox', 'aria-multiline': 'false', spellcheck: 'false' }),
      EditorView.updateListener.of(({ docChanged, transactions, focusChanged, view, state, startState: before }) => {
        if (docChanged && !transactions.some((transaction) => transaction.annotation(fromOutside)))
          current.current.change(state.doc.toString());
        followCompletion(view);
        if (focusChanged) current.current.focusChanged?.(view.hasFocus);
        const open = isCompleting({ state });
        if (open !== isCompleting({ state: before })) current.current.completing?.(open);
      }),
    ],
  });
}

function filterKeys(current: { readonly current: FilterEditorProperties }): readonly KeyBinding[] {
  const act = (name: 'escape' | 'up' | 'down'): boolean => {
    const action = current.current[name];
    action?.();
    return action !== undefined;
  };
  const arrow = (forward: boolean) => (view: EditorView) => {
    // Items that are just being asked for anew cannot be chosen, but the key was meant for them.
    if (isCompleting(view)) moveCompletionSelection(forward)(view);
    else act(forward ? 'down' : 'up');
    return true;
  };
  const enter = (shift: boolean) => (view: EditorView) => {
    if (acceptChosen(view)) return true;
    closeCompletion(view);
    if (current.current.enter) current.current.enter(shift);
    else view.dom.closest('form')?.requestSubmit();
    return true;
  };
  return [
    { key: 'Ctrl-Space', run: startCompletion },
    { key: 'ArrowDown', run: arrow(true) },
    { key: 'ArrowUp', run: arrow(false) },
    { key: 'PageDown', run: (view) => isCompleting(view) && moveCompletionSelection(true, 'page')(view) },
    { key: 'PageUp', run: (view) => isCompleting(view) && moveCompletionSelection(false, 'page')(view) },
    { key: 'Tab', run: (view) => acceptLikeliest(view) || (current.current.tab?.() ?? false) },
    { key: 'Enter', run: enter(false), shift: enter(true) },
    { key: 'Escape', run: (view) => closeCompletion(view) || act('escape') },
  ];
}

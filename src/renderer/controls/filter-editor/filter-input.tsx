/** A display filter in a form: a boxed editor, green, yellow or red as the filter bar is. */
import { useState } from 'react';
import { FilterEditor } from './filter-editor';
import { type CheckedAs, useVerdict } from './verdict';

export function FilterInput({
  label,
  text,
  change,
  enter,
  leave,
  placeholder,
  pane,
  as = 'filter',
}: {
  readonly label: string;
  readonly text: string;
  readonly change: (text: string) => void;
  /** Without it, Enter presses the main button of the form. */
  readonly enter?: (shift: boolean) => void;
  /** Escape, when no completions are open. */
  readonly leave?: () => void;
  readonly placeholder?: string;
  readonly pane?: string;
  readonly as?: CheckedAs;
}) {
  const { verdict, remarks } = useVerdict(text, as);
  const [focused, setFocused] = useState(false);
  const { problem, warnings } = verdict;
  const state = text.trim() === '' ? '' : problem ? 'bad' : warnings.length > 0 ? 'warned' : '';
  return (
    <div
      className={`filter-input ${state} ${focused ? 'focused' : ''}`}
      title={problem?.message ?? warnings.map(({ message }) => message).join('\n')}
    >
      <FilterEditor
        label={label}
        placeholder={placeholder}
        pane={pane}
        text={text}
        change={change}
        remarks={remarks}
        invalid={problem !== undefined}
        enter={enter}
        escape={leave}
        focusChanged={setFocused}
      />
    </div>
  );
}

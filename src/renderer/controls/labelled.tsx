/** Form controls with the words that belong to them: what is ticked, and a field to type in. */
import './labelled.css';

export function CheckBox({
  title,
  hint,
  on,
  change,
  enabled = true,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly on: boolean;
  readonly change: (on: boolean) => void;
  readonly enabled?: boolean;
}) {
  return (
    <label title={hint}>
      <input type="checkbox" checked={on} disabled={!enabled} onChange={(event) => change(event.target.checked)} />
      {title}
    </label>
  );
}

/** `numeric` is for a few digits. */
export function TextField({
  title,
  hint,
  value,
  change,
  numeric = false,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly numeric?: boolean;
}) {
  return (
    <label className="labelled">
      {title}
      <input
        className={`text-input mono ${numeric ? 'few-digits' : ''}`}
        placeholder={hint}
        inputMode={numeric ? 'numeric' : undefined}
        value={value}
        spellCheck={false}
        onChange={(event) => change(event.target.value)}
      />
    </label>
  );
}

/** A limit that may be off: a box to tick, a number, and a unit where there are several. */
import { useState } from 'react';

export interface Unit {
  readonly word: string;
  /** How much of the base unit it is. */
  readonly factor: number;
}

export function LimitField({
  label,
  value,
  change,
  units,
  usual,
  disabled = false,
}: {
  /** What the limit is about, for those who cannot see the line around it. */
  readonly label: string;
  /** In the base unit; undefined when it is off. */
  readonly value: number | undefined;
  readonly change: (value: number | undefined) => void;
  /** Smallest first. A single one is a plain word. */
  readonly units: readonly Unit[];
  /** What the limit is when it is first turned on, in the base unit. */
  readonly usual: number;
  readonly disabled?: boolean;
}) {
  const [factor, setFactor] = useState(() => unitOf(value ?? usual, units).factor);
  const [text, setText] = useState(() => String((value ?? usual) / factor));
  const say = (newText: string, newFactor: number): void => {
    setText(newText);
    setFactor(newFactor);
    const number = Number(newText);
    if (number > 0) change(Math.max(1, Math.round(number * newFactor)));
  };
  const on = value !== undefined;
  return (
    <span className="limit-field">
      <input
        type="checkbox"
        aria-label={label}
        checked={on}
        disabled={disabled}
        onChange={(event) => {
          if (event.target.checked) say(Number(text) > 0 ? text : String(usual / factor), factor);
          else change(undefined);
        }}
      />
      <input
        type="number"
        className="text-input"
        aria-label={`${label}: ${units[0].word}`}
        min={0}
        step="any"
        value={text}
        disabled={disabled || !on}
        onChange={(event) => say(event.target.value, factor)}
      />
      {units.length === 1 ? (
        <span>{units[0].word}</span>
      ) : (
        <select
          aria-label={`${label}, unit`}
          value={factor}
          disabled={disabled || !on}
          onChange={(event) => say(text, Number(event.target.value))}
        >
          {units.map((unit) => (
            <option key={unit.factor} value={unit.factor}>
              {unit.word}
            </option>
          ))}
        </select>
      )}
    </span>
  );
}

/** The largest unit that gives a whole number. */
function unitOf(value: number, units: readonly Unit[]): Unit {
  return units.findLast(({ factor }) => value % factor === 0) ?? units[0];
}

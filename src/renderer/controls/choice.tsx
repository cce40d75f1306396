/** Buttons in a row of which one is pressed. */
import './choice.css';

export function Choice<Value extends string>({
  label,
  value,
  values,
  titles,
  choose,
}: {
  readonly label: string;
  readonly value: Value;
  readonly values: readonly Value[];
  readonly titles: Readonly<Record<Value, string>>;
  readonly choose: (value: Value) => void;
}) {
  return (
    <div role="radiogroup" className="choice" aria-label={label}>
      {values.map((one) => (
        <button
          key={one}
          type="button"
          role="radio"
          className="choice-button"
          aria-checked={one === value}
          onClick={() => choose(one)}
        >
          {titles[one]}
        </button>
      ))}
    </div>
  );
}

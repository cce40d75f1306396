/** The choice of packets for a save or an export: all, displayed, marked, or a range. */
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';

export type PacketChoice = 'all' | 'displayed' | 'marked' | { readonly range: string };

const words = messages.save;

export function PacketChoiceField({
  choice,
  choose,
}: {
  readonly choice: PacketChoice;
  readonly choose: (choice: PacketChoice) => void;
}) {
  const all = useApp((state) => state.capture?.status?.packets ?? 0);
  const displayed = useApp((state) => state.capture?.view.count ?? 0);
  const marked = useApp((state) => state.capture?.status?.marked ?? 0);
  const range = typeof choice === 'object' ? choice.range : undefined;
  const simple = [
    ['all', words.all(all)],
    ['displayed', words.displayed(displayed)],
    ['marked', words.marked(marked)],
  ] as const;
  return (
    <fieldset>
      <legend>{words.packets}</legend>
      {simple.map(([value, title]) => (
        <label key={value}>
          <input
            type="radio"
            name="packets"
            checked={choice === value}
            disabled={value === 'marked' && marked === 0}
            onChange={() => choose(value)}
          />
          {title}
        </label>
      ))}
      <label>
        <input type="radio" name="packets" checked={range !== undefined} onChange={() => choose({ range: '' })} />
        {words.range}
        <input
          type="text"
          className="text-input mono"
          aria-label={words.range}
          placeholder={words.rangeHint}
          value={range ?? ''}
          onFocus={() => range === undefined && choose({ range: '' })}
          onChange={(event) => choose({ range: event.target.value })}
        />
      </label>
    </fieldset>
  );
}

/** False while a range is still to be typed. */
export function isComplete(choice: PacketChoice): boolean {
  return typeof choice === 'string' || /^\s*\d+\s*(?:-\s*\d*\s*)?(?:,\s*\d+\s*(?:-\s*\d*\s*)?)*$/.test(choice.range);
}

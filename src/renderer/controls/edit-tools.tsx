/** The buttons under a table whose lines are added, deleted and moved. */
import { Icon } from './icon';

export function EditTools<Line>({
  lines,
  chosen,
  change,
  fresh,
  words,
}: {
  readonly lines: readonly Line[];
  /** Index of the chosen line. */
  readonly chosen: number;
  readonly change: (lines: readonly Line[], chosen: number) => void;
  /** What a new line is. */
  readonly fresh: () => Line;
  readonly words: { readonly add: string; readonly remove: string; readonly up: string; readonly down: string };
}) {
  const move = (by: number): void => {
    const to = chosen + by;
    if (to < 0 || to >= lines.length) return;
    const moved = [...lines];
    moved.splice(to, 0, ...moved.splice(chosen, 1));
    change(moved, to);
  };
  const buttons = [
    ['add', words.add, () => change(lines.toSpliced(chosen + 1, 0, fresh()), chosen + 1)],
    ['remove', words.remove, () => change(lines.toSpliced(chosen, 1), Math.min(chosen, lines.length - 2))],
    ['up', words.up, () => move(-1)],
    ['down', words.down, () => move(1)],
  ] as const;
  return (
    <span className="edit-tools">
      {buttons.map(([icon, title, press]) => (
        <button
          key={icon}
          type="button"
          className="button"
          aria-label={title}
          title={title}
          disabled={icon !== 'add' && chosen < 0}
          onClick={press}
        >
          <Icon name={icon} />
        </button>
      ))}
    </span>
  );
}

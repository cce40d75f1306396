/** Remedies, each with its explanation and the one thing to do. */
import './remedy-list.css';
import type { Remedy } from '../../shared/live-capture';
import { Icon } from '../controls/icon';
import { messages } from '../messages/messages';

const words = messages.capturing.remedies;

export function RemedyList({
  remedies,
  copy,
  elevate,
}: {
  readonly remedies: readonly Remedy[];
  readonly copy: (command: string) => void;
  readonly elevate: () => void;
}) {
  return (
    <ol className="remedies">
      {remedies.map(({ id, title, explanation, command, elevation }) => (
        <li key={id} className="remedy">
          <b>{title}</b>
          <p>{explanation}</p>
          {command !== undefined && <code className="mono">{command}</code>}
          {command !== undefined && (
            <button type="button" className="button framed" onClick={() => copy(command)}>
              <Icon name="copy" />
              {words.copy}
            </button>
          )}
          {elevation && (
            <button type="button" className="button framed" onClick={elevate}>
              {words.elevate}
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}

/** On top of the start page: captures that a crash interrupted, and what may become of them. */
import './recovery.css';
import { deleteRecoverable, openRecoverable, saveRecoverable } from '../actions/capturing';
import { run } from '../actions/notices';
import { messages } from '../messages/messages';
import { useCapturing } from '../state/capturing';

const words = messages.capturing.recovery;
const times = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export function Recovery() {
  const recoverable = useCapturing((state) => state.recoverable);
  if (recoverable.length === 0) return undefined;
  return (
    <section className="recovery" aria-label={words.name}>
      <ul>
        {recoverable.map(({ id, title, started, bytes, packets }) => (
          <li key={id}>
            <p>
              {words.offer(timeOf(started), title)}
              <span>{words.facts(packets, bytes)}</span>
            </p>
            <button type="button" className="button primary" onClick={() => openRecoverable(id)}>
              {words.open}
            </button>
            <button type="button" className="button framed" onClick={() => run(saveRecoverable(id))}>
              {words.save}
            </button>
            <button type="button" className="button framed" onClick={() => run(deleteRecoverable(id))}>
              {words.remove}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function timeOf(started: number): string {
  const today = new Date().toDateString() === new Date(started).toDateString();
  return (today ? times : dates).format(started);
}

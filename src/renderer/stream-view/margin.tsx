/** The margin of a stream: where packets begin, and how long after the one before. */
import { messages } from '../messages/messages';
import type { StreamLine } from './layout/stream-line';

const words = messages.stream;

export function Margin({
  lines,
  rowHeight,
  packet,
  choose,
}: {
  readonly lines: readonly StreamLine[];
  readonly rowHeight: number;
  /** The selected packet. */
  readonly packet: number;
  readonly choose: (packet: number) => void;
}) {
  return (
    <ol className="stream-margin mono" aria-label={words.marks}>
      {lines.map(({ begins }, row) =>
        begins === undefined ? null : (
          <li key={`${row} ${begins.packet}`} style={{ top: row * rowHeight, height: rowHeight }}>
            <button
              type="button"
              tabIndex={-1}
              className={begins.packet === packet ? 'stream-mark chosen' : 'stream-mark'}
              title={words.markHint(begins.packet, begins.time, begins.since)}
              onClick={() => choose(begins.packet)}
            >
              {words.mark(begins.time, begins.since, begins.record === 0)}
            </button>
          </li>
        ),
      )}
    </ol>
  );
}

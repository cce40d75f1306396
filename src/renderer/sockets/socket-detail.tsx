/** What belongs to the selected socket: its program, its packets, its program's other sockets. */
import type { SocketRow } from '../../shared/sockets';
import { messages } from '../messages/messages';
import { hasCapture, useApp } from '../state/app-state';
import { socketChoices } from './socket-choices';
import { addressText, programText } from './socket-columns';
import { processKey } from './socket-lines';

const words = messages.sockets.detail;
/** More of a program's sockets than these are in the table alone. */
const mostSiblings = 50;

export function SocketDetail({
  row,
  rows,
  select,
}: {
  readonly row: SocketRow | undefined;
  readonly rows: ReadonlyMap<number, SocketRow>;
  readonly select: (id: number) => void;
}) {
  if (!row) return <div className="socket-detail socket-dim">{words.none}</div>;
  return (
    <div className="socket-detail">
      <div className="socket-facts">
        <h2>
          {programText(row)} <span className="mono">{endsText(row)}</span>
        </h2>
        {row.reason !== null && <p>{messages.sockets.unknownOwner[row.reason]}</p>}
        <dl>
          {factsOf(row).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="mono">{value}</dd>
            </div>
          ))}
        </dl>
        <Buttons row={row} />
      </div>
      {row.pid !== null && <Siblings row={row} rows={rows} select={select} />}
    </div>
  );
}

function endsText({ local, remote }: SocketRow): string {
  return remote === null ? addressText(local) : `${addressText(local)} → ${addressText(remote)}`;
}

function factsOf({ command, user, container, namespace, sharedWith, inode }: SocketRow): [string, string][] {
  const facts: [string, string | number | null][] = [
    [words.command, command],
    [words.user, user],
    [words.container, container],
    [words.shared, sharedWith.length === 0 ? null : sharedWith.join(', ')],
    [words.namespace, namespace],
    [words.inode, inode],
  ];
  return facts.flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, String(value)]]));
}

function Buttons({ row }: { readonly row: SocketRow }) {
  const open = useApp(hasCapture);
  return (
    <div className="socket-buttons">
      {socketChoices(row, open).map(({ title, hint, enabled, run }) => (
        <button key={title} type="button" className="button framed" disabled={!enabled} title={hint} onClick={run}>
          {title}
        </button>
      ))}
    </div>
  );
}

function Siblings({
  row,
  rows,
  select,
}: {
  readonly row: SocketRow;
  readonly rows: ReadonlyMap<number, SocketRow>;
  readonly select: (id: number) => void;
}) {
  const others = [...rows.values()].filter((other) => other.id !== row.id && processKey(other) === processKey(row));
  if (others.length === 0) return undefined;
  return (
    <div className="socket-siblings">
      <h2>{words.siblings(row.process ?? String(row.pid))}</h2>
      <ul className="mono">
        {others.slice(0, mostSiblings).map((other) => (
          <li key={other.id}>
            <button type="button" onClick={() => select(other.id)}>
              {endsText(other)}{' '}
              <span className="socket-dim">{messages.sockets.states[other.state] ?? other.state}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

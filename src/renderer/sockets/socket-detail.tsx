/** What belongs to the selected socket: its program, its packets, its program's other sockets. */
import type { SocketRow } from '../../shared/sockets';
import { applyFilter } from '../actions/filter';
import { run } from '../actions/notices';
import { socketFilter } from '../actions/sockets';
import { showTab } from '../actions/tabs';
import { askMain } from '../bridge/main-client';
import { messages } from '../messages/messages';
import { app, useApp } from '../state/app-state';
import { addressText, programText } from './socket-columns';
import { isListening, processKey } from './socket-lines';

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
  const open = useApp((state) => state.capture !== undefined && state.capture.gone === undefined);
  const filter = socketFilter(row);
  const show = async (text: string): Promise<void> => {
    await applyFilter(text);
    showTab('main', undefined);
  };
  return (
    <div className="socket-buttons">
      {filter !== '' && (
        <>
          <button
            type="button"
            className="button framed"
            disabled={!open}
            title={open ? filter : words.noCapture}
            onClick={() => run(show(filter))}
          >
            {words.packets}
          </button>
          {row.pid !== null && (
            <button
              type="button"
              className="button framed"
              disabled={!open}
              title={open ? undefined : words.noCapture}
              onClick={() => run(show(`frame.process.pid == ${row.pid}`))}
            >
              {words.processPackets}
            </button>
          )}
          <button
            type="button"
            className="button framed"
            title={filter}
            onClick={() => run(askMain('copyText', { text: filter }))}
          >
            {words.copyFilter}
          </button>
        </>
      )}
      {isListening(row) && row.protocol !== 'raw' && (
        <button type="button" className="button framed" onClick={() => connectTo(row)}>
          {words.connect}
        </button>
      )}
    </div>
  );
}

/** Opens the dialog of a console with the address of a listener filled in; one on any address is reached on this machine. */
function connectTo({ protocol, family, local }: SocketRow): void {
  const anyAddress = ['0.0.0.0', '::', '*', ''].includes(local.address);
  const host = anyAddress ? (family === 'IPv6' ? '::1' : '127.0.0.1') : local.address;
  const transport = protocol === 'raw' ? 'tcp' : protocol;
  app.set({ dialog: { kind: 'console', request: { role: 'client', transport, host, port: local.port } } });
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

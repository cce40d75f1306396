/** The socket table as it lives: what is chosen of it, frozen or not, and what belongs to the selected one. */
import './sockets.css';
import { useEffect, useMemo, useState } from 'react';
import { run } from '../actions/notices';
import { unwatchSockets, watchSockets } from '../actions/sockets';
import { commandNamed, titleOf } from '../commands/table';
import { Choice } from '../controls/choice';
import { DataTable, type TableOrder } from '../controls/data-table';
import { messages } from '../messages/messages';
import { hasCapture, useApp } from '../state/app-state';
import { type SocketsState, sockets, useSockets } from '../state/sockets';
import { socketMenu } from './socket-choices';
import { socketColumns } from './socket-columns';
import { SocketDetail } from './socket-detail';
import { type SocketKind, type SocketLine, socketLines } from './socket-lines';
import { useSocketTraffic } from './socket-traffic';

const words = messages.sockets;
/** A row that was first seen less than so many milliseconds ago is lit. */
const isNew = 2500;
const times = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

export function SocketsView({ visible }: { readonly visible: boolean }) {
  const [kind, setKind] = useState<SocketKind>('internet');
  const [listening, setListening] = useState(false);
  const [grouped, setGrouped] = useState(false);
  const [frozen, setFrozen] = useState(false);
  const [order, sort] = useState<TableOrder>({ key: 'program', descending: false });
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [selected, select] = useState<number>();
  useWatching(visible && !frozen, kind === 'unix');
  const state = useSockets((one) => one);
  const { search } = state;
  const lines = useMemo(
    () => socketLines(state.rows.values(), { kind, search, listening, grouped, order }, closed),
    [state.rows, kind, search, listening, grouped, order, closed],
  );
  const open = useApp(hasCapture);
  const withContainers = useMemo(
    () => [...state.rows.values()].some(({ container }) => container !== null),
    [state.rows],
  );
  const traffic = useSocketTraffic(state, visible);
  const fold = (key: string): void => {
    const others = new Set(closed);
    if (!others.delete(key)) others.add(key);
    setClosed(others);
  };
  const chosen = selected === undefined ? undefined : state.rows.get(selected);
  const shown = lines.filter((line) => line.kind === 'socket').length;
  return (
    <section className="sockets" aria-label={words.title}>
      <header className="view-header">
        <input
          type="search"
          className="text-input"
          aria-label={words.search}
          placeholder={words.searchHint}
          value={search}
          onChange={(event) => sockets.set({ search: event.target.value })}
        />
        <Choice
          label={words.kind}
          value={kind}
          values={['internet', 'tcp', 'udp', 'unix']}
          titles={words.kinds}
          choose={setKind}
        />
        <Toggle title={words.listening} on={listening} change={setListening} />
        <Toggle title={words.grouped} on={grouped} change={setGrouped} />
        <Toggle title={words.freeze} on={frozen} change={setFrozen} />
        <span className="view-header-space" />
        {(['newConsole', 'launchProgram'] as const).map((name) => (
          <button key={name} type="button" className="button framed" onClick={commandNamed(name).run}>
            {titleOf(commandNamed(name))}
          </button>
        ))}
      </header>
      <Trouble state={state} unix={kind === 'unix'} />
      <DataTable
        label={words.title}
        columns={socketColumns(state.at, closed, fold, traffic, withContainers)}
        count={lines.length}
        rowAt={(index) => lines[index]}
        rowKey={lineKey}
        rowClass={(line) => classOf(line, state.at)}
        selected={lines.findIndex((line) => line.kind === 'socket' && line.row.id === selected)}
        select={(index) => select(lines[index]?.row.id)}
        order={order}
        sort={sort}
        menu={(index) => (lines[index] ? socketMenu(lines[index], open) : [])}
        empty={state.at === 0 ? words.loading : words.empty}
      />
      <footer className="sockets-counts">
        <span>{words.counts(shown, state.rows.size)}</span>
        {frozen && <b>{words.frozenAt(times.format(state.at))}</b>}
        <span className="view-header-space" />
        <span className="socket-dim">{words.cost(state.cost)}</span>
      </footer>
      <SocketDetail row={chosen} rows={state.rows} select={select} />
    </section>
  );
}

/** The table is read while somebody can see it. */
function useWatching(wanted: boolean, unix: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    run(watchSockets(unix));
    return () => run(unwatchSockets());
  }, [wanted, unix]);
}

function Toggle({
  title,
  on,
  change,
}: {
  readonly title: string;
  readonly on: boolean;
  readonly change: (on: boolean) => void;
}) {
  return (
    <button type="button" className="button" aria-pressed={on} onClick={() => change(!on)}>
      {title}
    </button>
  );
}

function Trouble({ state, unix }: { readonly state: SocketsState; readonly unix: boolean }) {
  if (state.gone !== undefined)
    return (
      <p className="sockets-trouble" role="alert">
        {words.gone(state.gone)}
        <button type="button" className="button framed" onClick={() => run(watchSockets(unix))}>
          {words.again}
        </button>
      </p>
    );
  return state.problem === '' ? undefined : (
    <p className="sockets-trouble" role="alert">
      {state.problem}
    </p>
  );
}

const lineKey = (line: SocketLine): string =>
  line.kind === 'process' ? `process ${line.key}` : `socket ${line.row.id}`;

function classOf(line: SocketLine, now: number): string {
  if (line.kind === 'process') return 'socket-process';
  const { closedAt, older, firstSeen } = line.row;
  if (closedAt !== null) return 'socket-closed';
  return !older && now - firstSeen < isNew ? 'socket-new' : '';
}

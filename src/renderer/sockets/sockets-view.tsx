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
import { sockets, useSockets } from '../state/sockets';
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
  const [selected, select] = useState<string>();
  useWatching(visible && !frozen, kind === 'unix');
  const rows = useSockets((state) => state.rows);
  const at = useSockets((state) => state.at);
  const search = useSockets((state) => state.search);
  const lines = useMemo(
    () => socketLines(rows.values(), { kind, search, listening, grouped, order }, closed),
    [rows, kind, search, listening, grouped, order, closed],
  );
  const open = useApp(hasCapture);
  const withContainers = useMemo(() => [...rows.values()].some(({ container }) => container !== null), [rows]);
  const traffic = useSocketTraffic(rows, visible);
  const fold = (key: string): void => {
    const others = new Set(closed);
    if (!others.delete(key)) others.add(key);
    setClosed(others);
  };
  const chosen = useMemo(() => [...rows.values()].find(({ id }) => socketKey(id) === selected), [rows, selected]);
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
      <Trouble unix={kind === 'unix'} />
      <DataTable
        label={words.title}
        columns={socketColumns(at, closed, fold, traffic, withContainers)}
        count={lines.length}
        rowAt={(index) => lines[index]}
        rowKey={lineKey}
        rowClass={(line) => classOf(line, at)}
        selected={lines.findIndex((line) => lineKey(line) === selected)}
        select={(index) => select(lines[index] && lineKey(lines[index]))}
        order={order}
        sort={sort}
        menu={(index) => (lines[index] ? socketMenu(lines[index], open) : [])}
        empty={at === 0 ? words.loading : words.empty}
      />
      <footer className="sockets-counts">
        <span>{words.counts(shown, rows.size)}</span>
        {frozen && <b>{words.frozenAt(times.format(at))}</b>}
        <span className="view-header-space" />
        <Cost />
      </footer>
      <SocketDetail row={chosen} rows={rows} select={(id) => select(socketKey(id))} />
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

function Cost() {
  const cost = useSockets((state) => state.cost);
  return <span className="socket-dim">{words.cost(cost)}</span>;
}

function Trouble({ unix }: { readonly unix: boolean }) {
  const gone = useSockets((state) => state.gone);
  const problem = useSockets((state) => state.problem);
  if (gone !== undefined)
    return (
      <p className="sockets-trouble" role="alert">
        {words.gone(gone)}
        <button type="button" className="button framed" onClick={() => run(watchSockets(unix))}>
          {words.again}
        </button>
      </p>
    );
  return problem === '' ? undefined : (
    <p className="sockets-trouble" role="alert">
      {problem}
    </p>
  );
}

const socketKey = (id: number): string => `socket ${id}`;

const lineKey = (line: SocketLine): string =>
  line.kind === 'process' ? `process ${line.key}` : socketKey(line.row.id);

function classOf(line: SocketLine, now: number): string {
  if (line.kind === 'process') return 'socket-process';
  const { closedAt, older, firstSeen } = line.row;
  if (closedAt !== null) return 'socket-closed';
  return !older && now - firstSeen < isNew ? 'socket-new' : '';
}

/** The columns of the socket table. */
import type { SocketAddress, SocketRow } from '../../shared/sockets';
import type { TableColumn } from '../controls/data-table';
import { Icon } from '../controls/icon';
import { messages } from '../messages/messages';
import { exact, size } from '../messages/numbers';
import type { SocketLine } from './socket-lines';
import type { SocketTraffic } from './socket-traffic';

const words = messages.sockets;

/** `now` is milliseconds since 1970; `fold` opens or closes the group of a process; the container's column is there where one is. */
export function socketColumns(
  now: number,
  closed: ReadonlySet<string>,
  fold: (key: string) => void,
  traffic: ReadonlyMap<number, SocketTraffic>,
  withContainers: boolean,
): readonly TableColumn<SocketLine>[] {
  const column = (
    key: keyof typeof words.columns,
    width: string,
    text: (row: SocketRow) => string,
    align?: 'right',
  ): TableColumn<SocketLine> => ({
    key,
    title: words.columns[key],
    width,
    ...(align && { align }),
    cell: (line) => (line.kind === 'socket' ? text(line.row) : ''),
  });
  const passed = [...traffic.values()].some(({ sent, received }) => sent + received > 0);
  return [
    {
      key: 'program',
      title: words.columns.program,
      width: 'minmax(178px, 1.2fr)',
      cell: (line) => <Program line={line} closed={closed} fold={fold} />,
      hint: ({ row }) => programHint(row),
    },
    column('protocol', '72px', ({ protocol, family }) => protocolText(protocol, family)),
    {
      ...column('local', 'minmax(150px, 1fr)', ({ local }) => addressText(local)),
      cell: (line) => (line.kind === 'socket' ? addressText(line.row.local) : <Count sockets={line.sockets} />),
    },
    column('remote', 'minmax(150px, 1fr)', ({ remote }) => (remote === null ? words.none : addressText(remote))),
    {
      key: 'state',
      title: words.columns.state,
      width: '130px',
      cell: (line) => (line.kind === 'socket' ? <State row={line.row} now={now} /> : ''),
      hint: ({ row }) => words.meanings[row.state] ?? '',
    },
    ...(passed ? trafficColumns(traffic) : []),
    column('service', '64px', ({ service }) => service),
    column('user', '60px', ({ user }) => user ?? ''),
    ...(withContainers ? [column('container', '110px', ({ container }) => container ?? '')] : []),
    column('receiveQueue', '64px', ({ receiveQueue }) => queue(receiveQueue), 'right'),
    column('sendQueue', '64px', ({ sendQueue }) => queue(sendQueue), 'right'),
    column('age', '72px', ({ firstSeen, older }) => (older ? words.olderThan : words.age)(now - firstSeen), 'right'),
  ];
}

/** In the line of a process. */
function Count({ sockets }: { readonly sockets: number }) {
  return <span className="socket-count">{words.processSockets(sockets)}</span>;
}

/** Bytes in the open capture, with a bar that compares them with the busiest socket's. */
function trafficColumns(traffic: ReadonlyMap<number, SocketTraffic>): readonly TableColumn<SocketLine>[] {
  const most = Math.max(1, ...[...traffic.values()].map(({ sent, received }) => Math.max(sent, received)));
  return (['received', 'sent'] as const).map((key) => ({
    key,
    title: words.columns[key],
    width: '84px',
    align: 'right',
    sortable: false,
    cell: (line) => {
      const bytes = line.kind === 'socket' ? (traffic.get(line.row.id)?.[key] ?? 0) : 0;
      if (bytes === 0) return '';
      return (
        <span className="socket-traffic">
          <span className="socket-bar" style={{ width: `${(bytes / most) * 100}%` }} />
          <span>{size(bytes)}</span>
        </span>
      );
    },
  }));
}

/** A program's first letter, its name and number; or why it is not known. */
function Program({
  line,
  closed,
  fold,
}: {
  readonly line: SocketLine;
  readonly closed: ReadonlySet<string>;
  readonly fold: (key: string) => void;
}) {
  const { row } = line;
  const name = programText(row);
  if (line.kind === 'process')
    return (
      <span className="socket-program">
        <button
          type="button"
          tabIndex={-1}
          className="socket-fold"
          aria-expanded={!closed.has(line.key)}
          aria-label={name}
          onClick={() => fold(line.key)}
        >
          <Icon name={closed.has(line.key) ? 'forward' : 'down'} />
        </button>
        <b>{name}</b>
      </span>
    );
  return (
    <span className={line.inGroup ? 'socket-program inside' : 'socket-program'}>
      <span className={row.pid === null ? 'socket-letter unknown' : 'socket-letter'} aria-hidden="true">
        {row.process === null ? '?' : row.process.slice(0, 1).toUpperCase()}
      </span>
      <span className={row.pid === null ? 'socket-dim' : undefined}>{name}</span>
    </span>
  );
}

export function programText({ process, pid, reason }: SocketRow): string {
  if (pid === null) return reason === null ? words.none : words.reasons[reason];
  return `${process ?? ''} · ${pid}`;
}

function programHint({ command, reason }: SocketRow): string {
  return reason === null ? (command ?? '') : words.unknownOwner[reason];
}

/** The kind of state, which decides the colour of the dot. */
const tones: Readonly<Record<string, string>> = {
  LISTEN: 'listening',
  BOUND: 'listening',
  ESTABLISHED: 'standing',
  CONNECTED: 'standing',
  TIME_WAIT: 'over',
  CLOSE: 'over',
};

function State({ row: { state, closedAt }, now }: { readonly row: SocketRow; readonly now: number }) {
  const text = closedAt === null ? (words.states[state] ?? state) : words.closedAgo(now - closedAt);
  return (
    <span className="socket-state">
      <span className={`socket-dot ${closedAt === null ? (tones[state] ?? 'changing') : 'over'}`} />
      {text}
    </span>
  );
}

export function addressText({ address, port }: SocketAddress): string {
  if (port === 0) return address;
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

function protocolText(protocol: SocketRow['protocol'], family: SocketRow['family']): string {
  if (protocol === 'unix') return 'Unix';
  return `${protocol.toUpperCase()} ${family === 'IPv6' ? 'v6' : 'v4'}`;
}

const queue = (bytes: number | null): string => (bytes === null || bytes === 0 ? '' : exact(bytes));

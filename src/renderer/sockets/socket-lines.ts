/** Which lines the socket table shows: filtered, sorted, and gathered by process when that is asked for. */
import type { SocketRow } from '../../shared/sockets';

export type SocketKind = 'internet' | 'tcp' | 'udp' | 'unix';

export interface SocketChoice {
  readonly kind: SocketKind;
  /** Words that must all occur somewhere in a row. */
  readonly search: string;
  readonly listening: boolean;
  readonly grouped: boolean;
  readonly order: { readonly key: string; readonly descending: boolean };
}

export type SocketLine =
  | { readonly kind: 'socket'; readonly row: SocketRow; readonly inGroup: boolean }
  | { readonly kind: 'process'; readonly key: string; readonly row: SocketRow; readonly sockets: number };

/** The lines in order. Groups whose key is in `closed` show their head alone. */
export function socketLines(
  rows: Iterable<SocketRow>,
  choice: SocketChoice,
  closed: ReadonlySet<string>,
): readonly SocketLine[] {
  const words = choice.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const chosen = [...rows].filter(
    (row) =>
      isOfKind(row, choice.kind) &&
      (!choice.listening || isListening(row)) &&
      words.every((word) => searched(row).includes(word)),
  );
  const sorted = sort(chosen, choice.order);
  return choice.grouped ? groups(sorted, closed) : sorted.map((row) => ({ kind: 'socket', row, inGroup: false }));
}

function isOfKind({ protocol }: SocketRow, kind: SocketKind): boolean {
  return kind === 'internet' ? protocol !== 'unix' : protocol === kind;
}

/** A TCP listener, or a UDP socket that takes packets from anywhere. */
export function isListening({ state, protocol, remote }: SocketRow): boolean {
  return state === 'LISTEN' || (protocol === 'udp' && remote === null);
}

/** Names a process: two programs may have had the same number one after the other. */
export const processKey = ({ pid, process, reason }: SocketRow): string =>
  pid === null ? (reason ?? '') : `${pid} ${process ?? ''}`;

function searched(row: SocketRow): string {
  const { process, pid, command, user, service, state, protocol, container, local, remote } = row;
  const ends = [local, remote].map((end) => (end === null ? '' : `${end.address}:${end.port}`));
  return [process, pid, command, user, service, state, protocol, container, ...ends].join(' ').toLowerCase();
}

function groups(sorted: readonly SocketRow[], closed: ReadonlySet<string>): SocketLine[] {
  const gathered = new Map<string, SocketRow[]>();
  for (const row of sorted) {
    const key = processKey(row);
    const known = gathered.get(key);
    if (known) known.push(row);
    else gathered.set(key, [row]);
  }
  return [...gathered].flatMap(([key, rows]): SocketLine[] => [
    { kind: 'process', key, row: rows[0], sockets: rows.length },
    ...(closed.has(key) ? [] : rows.map((row): SocketLine => ({ kind: 'socket', row, inGroup: true }))),
  ]);
}

type Key = string | number;

const keys: Readonly<Record<string, (row: SocketRow) => readonly Key[]>> = {
  program: ({ process, pid }) => [process === null ? '\uffff' : process.toLowerCase(), pid ?? 0],
  protocol: ({ protocol, family }) => [protocol, family],
  local: ({ local }) => [local.port, local.address],
  remote: ({ remote }) => [remote?.address ?? '', remote?.port ?? 0],
  state: ({ state }) => [state],
  service: ({ service }) => [service === '' ? '\uffff' : service],
  user: ({ user }) => [user ?? '\uffff'],
  container: ({ container }) => [container ?? '\uffff'],
  receiveQueue: ({ receiveQueue }) => [receiveQueue ?? 0],
  sendQueue: ({ sendQueue }) => [sendQueue ?? 0],
  age: ({ firstSeen, older }) => [older ? 0 : firstSeen],
};

function sort(rows: readonly SocketRow[], { key, descending }: SocketChoice['order']): readonly SocketRow[] {
  const of = keys[key] ?? keys.program;
  const sign = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, by: of(row) }))
    .sort((one, other) => sign * compare(one.by, other.by) || one.row.id - other.row.id)
    .map(({ row }) => row);
}

function compare(one: readonly Key[], other: readonly Key[]): number {
  for (let at = 0; at < one.length; at++) {
    if (one[at] < other[at]) return -1;
    if (one[at] > other[at]) return 1;
  }
  return 0;
}

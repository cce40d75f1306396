import { expect, test } from 'vitest';
import type { SocketRow } from '../../shared/sockets';
import { type SocketChoice, socketLines } from './socket-lines';

function socket(id: number, rest: Partial<SocketRow>): SocketRow {
  return {
    id,
    protocol: 'tcp',
    family: 'IPv4',
    local: { address: '127.0.0.1', port: 1000 + id },
    remote: null,
    service: '',
    state: 'LISTEN',
    receiveQueue: 0,
    sendQueue: 0,
    pid: 100,
    sharedWith: [],
    process: 'server',
    command: 'server --port',
    user: 'alice',
    reason: null,
    container: null,
    namespace: 1,
    inode: id,
    firstSeen: id,
    older: false,
    closedAt: null,
    ...rest,
  };
}

const rows = [
  socket(1, { process: 'web', pid: 7, local: { address: '0.0.0.0', port: 8080 } }),
  socket(2, { process: 'browser', pid: 9, state: 'ESTABLISHED', remote: { address: '10.0.0.1', port: 443 } }),
  socket(3, {
    process: 'browser',
    pid: 9,
    protocol: 'udp',
    state: 'CONNECTED',
    remote: { address: '10.0.0.2', port: 53 },
  }),
  socket(4, {
    process: null,
    pid: null,
    reason: 'kernel',
    state: 'TIME_WAIT',
    remote: { address: '10.0.0.3', port: 80 },
  }),
  socket(5, { protocol: 'unix', family: 'unix', local: { address: '/run/bus', port: 0 }, state: 'BOUND' }),
];

const usual: SocketChoice = {
  kind: 'internet',
  search: '',
  listening: false,
  grouped: false,
  order: { key: 'program', descending: false },
};

const ids = (choice: Partial<SocketChoice>, closed: readonly string[] = []): string[] =>
  socketLines(rows, { ...usual, ...choice }, new Set(closed)).map((line) =>
    line.kind === 'socket' ? String(line.row.id) : `${line.key} ×${line.sockets}`,
  );

test('sockets stand by program, those without one last; Unix sockets are a kind of their own', () => {
  expect(ids({})).toEqual(['2', '3', '1', '4']);
  expect(ids({ kind: 'unix' })).toEqual(['5']);
  expect(ids({ kind: 'udp' })).toEqual(['3']);
});

test('every word that is searched for must occur', () => {
  expect(ids({ search: 'browser 10.0.0.1:443' })).toEqual(['2']);
  expect(ids({ search: 'time_wait' })).toEqual(['4']);
  expect(ids({ search: 'browser server' })).toEqual(['2', '3']);
});

test('listeners alone', () => {
  expect(ids({ listening: true })).toEqual(['1']);
});

test('a column gives the order, either way', () => {
  expect(ids({ order: { key: 'local', descending: true } })).toEqual(['1', '4', '3', '2']);
});

test('processes gather their sockets, and can be folded', () => {
  expect(ids({ grouped: true })).toEqual(['9 browser ×2', '2', '3', '7 web ×1', '1', 'kernel ×1', '4']);
  expect(ids({ grouped: true }, ['9 browser'])).toEqual(['9 browser ×2', '7 web ×1', '1', 'kernel ×1', '4']);
});

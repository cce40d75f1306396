import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SocketRow } from '../../shared/sockets';
import { LinuxSockets } from './linux-sockets';
import { MadeUpProc } from './made-up-proc';

const established = 1;
const finWait2 = 5;
const timeWait = 6;
const closeWait = 8;

let proc: MadeUpProc;
let sockets: LinuxSockets;
let now = 0;
beforeEach(() => {
  proc = new MadeUpProc();
  sockets = new LinuxSockets(proc.path);
  now = 1_000_000;
  proc.process(1, { name: 'init' });
  proc.tcp([]);
});
afterEach(() => {
  sockets.close();
  proc.remove();
});

function refresh(ownersOnly = false): SocketRow[] {
  now += 100;
  return [...sockets.read({ now, unix: false, whole: true, ownersOnly }).rows];
}
const changes = (): number[] =>
  sockets.read({ now: ++now, unix: false, whole: false, ownersOnly: true }).rows.map(({ local }) => local.port);
const row = (port: number): SocketRow | undefined => refresh().find(({ local }) => local.port === port);

describe('an owner that is not found', () => {
  it('is never said to have closed a socket that is open', () => {
    proc.tcp([{ port: 2024, inode: 7 }]);
    expect(row(2024)).toMatchObject({ pid: null, reason: 'not found yet' });
    expect(row(2024)).toMatchObject({ pid: null, reason: 'held by no process that can be seen' });
  });

  it('is found as soon as its process is there', () => {
    proc.tcp([{ port: 2024, inode: 7 }]);
    refresh();
    proc.process(50, { name: 'late', sockets: { 3: 7 } });
    expect(row(2024)).toMatchObject({ pid: 50, process: 'late', reason: null });
  });

  it('closed its socket too early only when the socket is gone', () => {
    refresh();
    proc.tcp([{ port: 2024, inode: 7 }]);
    refresh();
    proc.tcp([]);
    expect(row(2024)).toMatchObject({ reason: 'closed before it was seen', closedAt: now });
  });

  it('is found under a descriptor that stood for another socket, which others still hold', () => {
    proc.tcp([{ port: 80, inode: 5 }]);
    proc.process(50, { name: 'first', sockets: { 3: 5 } });
    proc.process(51, { name: 'second', sockets: { 3: 5 } });
    expect(row(80)).toMatchObject({ pid: 51, sharedWith: [50] });
    proc.process(51, { name: 'second', sockets: { 3: 6 } });
    proc.tcp([
      { port: 80, inode: 5 },
      { port: 81, inode: 6 },
    ]);
    refresh();
    expect(row(81)).toMatchObject({ pid: 51, process: 'second' });
  });

  it('follows a socket that was passed on', () => {
    proc.tcp([{ port: 80, inode: 5 }]);
    proc.process(50, { name: 'old', sockets: { 3: 5 } });
    expect(row(80)).toMatchObject({ pid: 50 });
    proc.process(51, { name: 'new', sockets: { 4: 5 } });
    proc.end(50);
    expect(row(80)).toMatchObject({ pid: 51, process: 'new' });
  });
});

describe('an owner that was found', () => {
  it('stays until its socket is found elsewhere', () => {
    proc.tcp([{ port: 80, inode: 5 }]);
    proc.process(50, { name: 'old', sockets: { 3: 5 } });
    const owners = (): (number | null)[] => refresh(true).map(({ pid }) => pid);
    expect(owners()).toEqual([50]);
    proc.process(51, { name: 'new', sockets: { 4: 5 } });
    proc.end(50);
    const seen = Array.from({ length: 8 }, owners).flat();
    expect(seen).not.toContain(null);
    expect(seen.at(-1)).toBe(51);
  });
});

describe('connections without an inode', () => {
  it.each([
    ['waits to be accepted', established, 'kernel'],
    ['waits to be accepted, and the other side has ended it', closeWait, 'kernel'],
    ['is over', timeWait, 'kernel'],
    ['was closed by its program', finWait2, 'closed before it was seen'],
  ])('one that %s', (_words, state, reason) => {
    proc.tcp([{ port: 80, remotePort: 5000, state, inode: 0 }]);
    expect(row(80)).toMatchObject({ pid: null, reason });
  });

  it('have the owner that they get, and keep the one they had', () => {
    const connection = { port: 80, remotePort: 5000, state: established };
    proc.tcp([{ ...connection, inode: 0 }]);
    const before = row(80);
    proc.process(50, { name: 'server', sockets: { 9: 12 } });
    proc.tcp([{ ...connection, inode: 12 }]);
    expect(row(80)).toMatchObject({ id: before?.id, pid: 50 });
    proc.tcp([{ ...connection, state: finWait2, inode: 0 }]);
    expect(row(80)).toMatchObject({ id: before?.id, pid: 50, state: 'FIN_WAIT2' });
  });
});

describe('network namespaces and containers', () => {
  it('are all read, and keep the same addresses apart', () => {
    proc.process(50, { name: 'outside', sockets: { 3: 5 } });
    const id = 'ab'.repeat(32);
    const controlGroups = `0::/system.slice/docker-${id}.scope\n`;
    proc.process(60, { name: 'inside', sockets: { 3: 6 }, namespace: 2, controlGroups });
    proc.tcp([{ port: 80, inode: 5 }]);
    proc.tcp([{ port: 80, inode: 6 }], 2);
    const rows = refresh().map(({ process, namespace, container, local }) => ({
      process,
      namespace,
      container,
      local,
    }));
    const local = { address: '127.0.0.1', port: 80 };
    expect(rows).toEqual([
      { process: 'outside', namespace: 1, container: null, local },
      { process: 'inside', namespace: 2, container: 'abababababab', local },
    ]);
    proc.end(60);
    const after = refresh().map(({ process, closedAt }) => [process, closedAt !== null]);
    expect(after).toEqual([
      ['outside', false],
      ['inside', true],
    ]);
  });
});

describe('looking for owners', () => {
  it('reads the tables again when the kernel has counted a connection, or after a while', () => {
    proc.counters(10);
    proc.tcp([{ port: 80, inode: 5 }]);
    proc.process(50, { sockets: { 3: 5, 4: 6 } });
    expect(refresh(true)).toHaveLength(1);
    expect([changes(), sockets.mayHaveNews]).toEqual([[], false]);
    proc.tcp([
      { port: 80, inode: 5 },
      { port: 5000, remotePort: 80, state: established, inode: 6 },
    ]);
    expect([changes(), sockets.mayHaveNews]).toEqual([[], false]);
    proc.counters(11);
    expect(sockets.mayHaveNews).toBe(true);
    expect(changes()).toEqual([5000]);
    expect(sockets.mayHaveNews).toBe(false);
    proc.tcp([{ port: 80, inode: 5 }]);
    expect(changes()).toEqual([]);
    now += 1000;
    expect(changes()).toEqual([5000]);
  });

  it('goes on for a moment while a connection waits to be accepted', () => {
    proc.counters(10);
    refresh(true);
    proc.counters(11);
    proc.tcp([{ port: 80, remotePort: 5000, state: established, inode: 0 }]);
    changes();
    expect(sockets.mayHaveNews).toBe(true);
    proc.process(50, { name: 'server', sockets: { 9: 12 } });
    proc.tcp([{ port: 80, remotePort: 5000, state: established, inode: 12 }]);
    expect(changes()).toEqual([80]);
    expect(sockets.mayHaveNews).toBe(false);
  });

  it('gives a connection up that nobody accepts', () => {
    proc.counters(10);
    refresh(true);
    proc.counters(11);
    proc.tcp([{ port: 80, remotePort: 5000, state: established, inode: 0 }]);
    changes();
    expect(sockets.mayHaveNews).toBe(true);
    now += 1000;
    changes();
    expect(sockets.mayHaveNews).toBe(false);
  });
});

/** Holds that the socket table says what ss says, socket by socket. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SocketRow } from '../../src/shared/sockets';
import { SocketTable } from '../../src/sockets/table/socket-table';

const has = (program: string): boolean => spawnSync(program, ['-V'], { stdio: 'ignore' }).error === undefined;
const isLinux = process.platform === 'linux';
const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
const folder = mkdtempSync(join(tmpdir(), 'sockeye-table-'));
const unixPath = join(folder, 'some.socket');
const closers: (() => void)[] = [];
const ports: Record<string, number> = {};
let other: ChildProcess;

beforeAll(async () => {
  const server = createServer((socket) => socket.on('error', () => undefined).resume());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ports.listener = (server.address() as { port: number }).port;
  const client = connect(ports.listener, '127.0.0.1');
  await once(client, 'connect');
  ports.client = client.localPort ?? 0;
  const six = createServer(() => undefined);
  if (hasIpv6) {
    await new Promise<void>((resolve) => six.listen(0, '::1', resolve));
    ports.six = (six.address() as { port: number }).port;
  }
  const path = createServer(() => undefined);
  await new Promise<void>((resolve) => path.listen(unixPath, resolve));
  const bound = createSocket('udp4');
  await new Promise<void>((resolve) => bound.bind(0, '127.0.0.1', resolve));
  ports.bound = bound.address().port;
  const connected = createSocket('udp4');
  await new Promise<void>((resolve) => connected.connect(ports.bound, '127.0.0.1', resolve));
  ports.connected = connected.address().port;
  // A connection that has just ended: the kernel alone still has it.
  const gone = connect(ports.listener, '127.0.0.1');
  await once(gone, 'connect');
  ports.gone = gone.localPort ?? 0;
  gone.end();
  await once(gone, 'close');
  const code =
    "require('net').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port); })";
  other = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'ignore'] });
  ports.other = Number(String((await once(other.stdout!, 'data'))[0]));
  closers.push(
    () => client.destroy(),
    () => server.close(),
    () => six.close(),
    () => path.close(),
    () => bound.close(),
    () => connected.close(),
    () => other.kill(),
  );
});

afterAll(() => {
  for (const close of closers) close();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!isLinux)('the socket table', () => {
  /** Connections of other programs, and ended ones, may have the same local port: the remote one tells them apart. */
  const find = (rows: readonly SocketRow[], protocol: string, port: number, remotePort?: number): SocketRow => {
    const found = rows.find(
      ({ protocol: one, local, remote }) => one === protocol && local.port === port && remote?.port === remotePort,
    );
    if (found === undefined) throw new Error(`There is no ${protocol} socket on port ${port} to ${remotePort}.`);
    return found;
  };

  it('tells every kind of socket with its owner', async () => {
    const rows = await new SocketTable().readOnce(true);
    const own = { pid: process.pid, reason: null };
    const here = (port: number) => ({ address: '127.0.0.1', port });
    expect(find(rows, 'tcp', ports.listener)).toMatchObject({ ...own, family: 'IPv4', state: 'LISTEN', remote: null });
    expect(find(rows, 'tcp', ports.client, ports.listener)).toMatchObject({
      ...own,
      state: 'ESTABLISHED',
      local: here(ports.client),
      remote: here(ports.listener),
    });
    if (hasIpv6)
      expect(find(rows, 'tcp', ports.six)).toMatchObject({ ...own, family: 'IPv6', local: { address: '::1' } });
    expect(find(rows, 'udp', ports.bound)).toMatchObject({ ...own, state: 'BOUND', remote: null });
    expect(find(rows, 'udp', ports.connected, ports.bound)).toMatchObject({
      ...own,
      state: 'CONNECTED',
      remote: here(ports.bound),
    });
    const unix = rows.find(({ local }) => local.address === unixPath);
    expect(unix).toMatchObject({ ...own, protocol: 'unix', family: 'unix', state: 'LISTEN' });
    const theirs = find(rows, 'tcp', ports.other);
    expect(theirs).toMatchObject({ pid: other.pid, process: 'node' });
    expect(theirs.command).toContain('createServer');
  });

  it('says why an ended connection has no owner', async () => {
    const rows = await new SocketTable().readOnce(false);
    expect(find(rows, 'tcp', ports.gone, ports.listener)).toMatchObject({
      state: 'TIME_WAIT',
      pid: null,
      process: null,
      reason: 'kernel',
    });
    for (const { pid, reason } of rows) expect(pid === null).toBe(reason !== null);
  });

  it('tells what is new, what changed and what closed, and forgets it later', async () => {
    const table = new SocketTable();
    await table.refresh(false);
    const late = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => late.listen(0, '127.0.0.1', resolve));
    const { port } = late.address() as { port: number };
    const added = await table.refresh(false);
    expect(added.whole).toBe(false);
    const row = find(added.rows, 'tcp', port);
    expect(row).toMatchObject({ pid: process.pid, older: false, closedAt: null });
    late.close();
    await once(late, 'close');
    const closed = (await table.refresh(false)).rows.find(({ id }) => id === row.id);
    expect(closed?.closedAt).toBeGreaterThan(0);
    expect((await table.refresh(false)).rows.some(({ id }) => id === row.id)).toBe(false);
  });

  it('keeps the owner of a connection that its program has closed', async () => {
    const table = new SocketTable();
    const client = connect(ports.listener, '127.0.0.1');
    await once(client, 'connect');
    const port = client.localPort ?? 0;
    const before = find((await table.refresh(false)).rows, 'tcp', port, ports.listener);
    expect(before.pid).toBe(process.pid);
    client.end();
    await once(client, 'close');
    await wait(50);
    const after = find((await table.refresh(false, true)).rows, 'tcp', port, ports.listener);
    expect(after).toMatchObject({ id: before.id, state: 'TIME_WAIT', pid: process.pid });
  });
});

const mayUnshare = isLinux && spawnSync('unshare', ['-n', 'true'], { stdio: 'ignore' }).status === 0;

describe.skipIf(!mayUnshare)('another network namespace (needs root and unshare)', () => {
  it('is read too, and closes with its last process', async () => {
    const code = "require('net').createServer().listen(8080, '0.0.0.0', () => console.log('listening'))";
    const child = spawn('unshare', ['-n', process.execPath, '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
    closers.push(() => child.kill());
    await once(child.stdout, 'data');
    const table = new SocketTable();
    const { rows, namespaces } = await table.refresh(false, true);
    expect(namespaces).toBeGreaterThanOrEqual(2);
    const theirs = rows.find(({ pid }) => pid === child.pid);
    expect(theirs).toMatchObject({ state: 'LISTEN', local: { address: '0.0.0.0', port: 8080 }, reason: null });
    const own = rows.find(({ pid }) => pid === process.pid);
    expect(theirs?.namespace).not.toBe(own?.namespace);
    child.kill();
    await once(child, 'exit');
    const after = (await table.refresh(false, true)).rows.find(({ id }) => id === theirs?.id);
    expect(after?.closedAt).not.toBeNull();
  });
});

interface Line {
  readonly key: string;
  readonly pids: readonly number[];
}

/** What `ss -tunapH` says, in our words. */
function listedBySs(): Line[] {
  const states: Record<string, string> = {
    ESTAB: 'ESTABLISHED',
    'SYN-SENT': 'SYN_SENT',
    'SYN-RECV': 'SYN_RECV',
    'FIN-WAIT-1': 'FIN_WAIT1',
    'FIN-WAIT-2': 'FIN_WAIT2',
    'TIME-WAIT': 'TIME_WAIT',
    'CLOSE-WAIT': 'CLOSE_WAIT',
    'LAST-ACK': 'LAST_ACK',
    UNCONN: 'CLOSED',
  };
  const { stdout } = spawnSync('ss', ['-tunapH'], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [protocol, state, , , local, remote] = line.split(/\s+/);
      const words = states[state] ?? state;
      const ours = protocol === 'udp' ? (words === 'ESTABLISHED' ? 'CONNECTED' : 'BOUND') : words;
      const pids = [...line.matchAll(/pid=(\d+)/g)].map(([, pid]) => Number(pid));
      return { key: `${protocol} ${ours} ${place(local)} ${place(remote)}`, pids };
    });
}

const place = (text: string): string =>
  text
    .replace(/^\[(.*)\]:/, '$1:')
    .replace(/%[^:]+(?=:[^:]*$)/, '')
    .replace(/^\*:\*$|^0\.0\.0\.0:\*$|^:::\*$/, 'nobody')
    .replace(/^\*:/, ':::');

/** Of this network namespace alone, as ss does. */
function listedByUs(rows: readonly SocketRow[]): Line[] {
  const own = rows.find(({ pid }) => pid === process.pid)?.namespace;
  return rows
    .filter(({ protocol, namespace }) => (protocol === 'tcp' || protocol === 'udp') && namespace === own)
    .map(({ protocol, state, local, remote, pid, sharedWith }) => {
      const there = remote === null ? 'nobody' : `${remote.address}:${remote.port}`;
      const key = `${protocol} ${state} ${local.address}:${local.port} ${there}`;
      return { key, pids: pid === null ? [] : [pid, ...sharedWith] };
    });
}

/** The lines in both, each with the processes that both name. */
function inBoth(some: readonly Line[], others: readonly Line[]): Line[] {
  const pidsOf = new Map(others.map(({ key, pids }) => [key, pids]));
  return some
    .filter(({ key }) => pidsOf.has(key))
    .map(({ key, pids }) => ({ key, pids: pids.filter((pid) => pidsOf.get(key)?.includes(pid)) }));
}

/** What of it is not in the list. */
function missingIn(list: readonly Line[], wanted: readonly Line[]): string[] {
  const listed = new Map<string, Set<number>>();
  for (const { key, pids } of list) listed.set(key, new Set([...(listed.get(key) ?? []), ...pids]));
  return wanted
    .filter(({ key, pids }) => !listed.has(key) || pids.some((pid) => !listed.get(key)?.has(pid)))
    .map(({ key, pids }) => `${key} ${pids}`);
}

describe.skipIf(!isLinux || !has('ss'))('beside ss -tunap', () => {
  it('lists the same sockets with the same owners', async () => {
    // Sockets of other programs come and go meanwhile: what one says before and after the other, the other must say.
    const ours = async (): Promise<Line[]> => listedByUs(await new SocketTable().readOnce(false));
    let differences: unknown;
    for (let attempt = 0; attempt < 5; attempt++) {
      const theirsFirst = listedBySs();
      const oursFirst = await ours();
      const theirsLast = listedBySs();
      const oursLast = await ours();
      const lasting = inBoth(theirsFirst, theirsLast);
      expect(lasting.length).toBeGreaterThan(5);
      differences = {
        onlyTheirs: missingIn(oursFirst, lasting),
        onlyOurs: missingIn(theirsLast, inBoth(oursFirst, oursLast)),
      };
      if (isDeepStrictEqual(differences, { onlyTheirs: [], onlyOurs: [] })) break;
    }
    expect(differences).toEqual({ onlyTheirs: [], onlyOurs: [] });
  });
});

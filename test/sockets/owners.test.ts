/** Holds that packets find their process: short connections while a capture runs, written into the file and read back. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/engine/session';
import { openSession } from '../../src/engine/session/open-session';
import { createNodeHost } from '../../src/node-host/node-host';
import { OwnerWatch, ownerBudget } from '../../src/sockets/owners/owner-watch';

const has = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
const mayCapture = process.platform === 'linux' && process.getuid?.() === 0 && has('tcpdump');
const connections = 60;

/** Answers nothing; says on which port it listens. */
const server = `const s = require('net').createServer((c) => c.on('error', () => {}).resume());
s.listen(0, '127.0.0.1', () => console.log(s.address().port));`;

/** Connects again and again; each connection lives between 50 and 100 milliseconds. */
const client = `const net = require('net');
let left = ${connections};
const next = () => {
  if (left-- <= 0) return;
  const c = net.connect(Number(process.argv[1]), '127.0.0.1', () => {
    c.write('hello');
    setTimeout(() => c.destroy(), 50 + Math.random() * 50);
  });
  c.on('close', () => setTimeout(next, 5));
};
next(); next();`;

/** The share of connections that live 50 to 100 milliseconds of which a look each `interval` milliseconds sees any. */
function seenShare(interval: number): number {
  if (interval <= 50) return 1;
  if (interval >= 100) return 75 / interval;
  return ((interval ** 2 - 50 ** 2) / (2 * interval) + 100 - interval) / 50;
}

function start(...words: string[]): ChildProcess {
  return spawn(words[0], words.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function firstLine(child: ChildProcess, stream: 'stdout' | 'stderr'): Promise<string> {
  const [bytes] = (await once(child[stream]!, 'data')) as [Buffer];
  return bytes.toString().trim();
}

async function whole(path: string): Promise<Session> {
  const session = await openSession(createNodeHost(), path);
  while (session.advance(1000));
  return session;
}

describe.skipIf(!mayCapture)('owners while capturing (needs root and tcpdump)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sockeye-owners-'));
  const capture = join(folder, 'live.pcap');
  const saved = join(folder, 'saved.pcapng');
  let listening: ChildProcess;
  let looping: ChildProcess;
  let session: Session;
  let share = 0;
  /** Milliseconds between two looks. */
  let interval = 0;
  /** Milliseconds by which a tenth of all timers are late at least. */
  let late = 0;
  /** Whether it looked as seldom as it did because more would have cost too much. */
  let saves = false;

  beforeAll(async () => {
    listening = start(process.execPath, '-e', server);
    const port = await firstLine(listening, 'stdout');
    const capturing = start(
      'tcpdump',
      '-i',
      'lo',
      '-U',
      '--immediate-mode',
      '-Z',
      'root',
      '-w',
      capture,
      `tcp port ${port}`,
    );
    await firstLine(capturing, 'stderr');
    const watch = new OwnerWatch(capture);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const before = process.cpuUsage();
    const began = performance.now();
    looping = start(process.execPath, '-e', client, port);
    await once(looping, 'exit');
    const { user, system } = process.cpuUsage(before);
    const took = performance.now() - began;
    share = (user + system) / 1000 / took;
    interval = took / watch.looks;
    saves = share * took > 0.7 * (ownerBudget.saved + ownerBudget.share * took);
    late = delay.percentile(90) / 1e6 - 5;
    delay.disable();
    for (let size = -1; size !== statSync(capture).size; await wait(500)) ({ size } = statSync(capture));
    watch.stop();
    capturing.kill('SIGINT');
    await once(capturing, 'exit');
    session = await whole(capture);
  }, 300_000);

  afterAll(() => {
    session?.close();
    listening?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('attributes nine in ten connections that live 50 to 100 milliseconds', ({ skip }) => {
    const mine = session.owners.byProcess().find(({ owner }) => owner.pid === looping.pid);
    const streams = Number(readStreams(session));
    console.log(
      `a look each ${interval.toFixed(0)} ms:`,
      `${mine?.conversations.length ?? 0} of ${streams} connections, ${(100 * share).toFixed(1)} % of a core, timers ${late.toFixed(0)} ms late`,
    );
    expect(streams).toBe(connections);
    skip(late > 15, `this machine is so busy that what should be done now is done ${late.toFixed(0)} ms later`);
    // On a slow machine with many processes a look costs more, and the budget allows fewer: not one each `interval`, but some at once.
    const least = saves ? 0.7 * seenShare(interval) : 0.9;
    expect((mine?.conversations.length ?? 0) / streams).toBeGreaterThanOrEqual(least);
    expect(mine?.owner).toMatchObject({ process: 'node', exact: true });
    expect(mine?.owner.command).toContain('require');
  });

  it('names the server too, and filters by either', () => {
    const count = (filter: string): number => {
      const view = session.view(filter);
      if ('message' in view) throw new Error(view.message);
      while (view.advance(1000));
      return view.count;
    };
    expect(count(`frame.process.pid == ${listening.pid}`)).toBe(session.packets);
    const known = session.owners.byProcess().find(({ owner }) => owner.pid === looping.pid);
    expect(count(`frame.process.pid == ${looping.pid}`)).toBe(known?.packets ?? 0);
    expect(count('frame.process.name == "node"')).toBe(session.packets);
    expect(count('frame.process.pid == 1')).toBe(0);
    // The client's socket may have been too quick; the server's is known by its port at least.
    const { source, destination } = session.owners.ofPacket(1);
    expect(destination?.pid).toBe(listening.pid);
    expect(source?.pid === looping.pid || source?.reason === 'closed before it was seen').toBe(true);
  });

  it('writes them into the file, where they are read again and older readers keep their packet numbers', async () => {
    const view = session.view('');
    if ('message' in view) throw new Error(view.message);
    while (view.advance(1000));
    const task = session.save(
      { path: saved, format: 'pcapng', packets: 'all', withoutIgnored: false, owners: true },
      view,
    );
    while (task.advance(100).state === 'running') await wait(1);
    const again = await whole(saved);
    expect(again.packets).toBe(session.packets);
    const fields = again.fieldReader(['frame.process.pid', 'frame.process.name']);
    if ('unknown' in fields) throw new Error();
    const [{ pid }] = [...session.owners.byProcess()].map(({ owner }) => owner);
    expect([looping.pid, listening.pid]).toContain(pid);
    const [pids, names] = fields.read(1);
    expect([looping.pid, listening.pid].map(String)).toContain(pids[0]);
    expect(names).toEqual(['node']);
    const { source, destination } = again.owners.ofPacket(1);
    const named = [source, destination].find((end) => end?.pid === Number(pids[0]));
    expect(named?.known).toMatch(/^(before|during|after)$/);
    // By process as in the capture itself, with how it was known.
    const known = (of: Session) => of.owners.byProcess().find(({ owner }) => owner.pid === looping.pid);
    expect(known(again)?.conversations.length).toBe(known(session)?.conversations.length);
    expect(known(again)?.owner).toMatchObject({ process: 'node', exact: true, known: known(session)?.owner.known });
    again.close();
    if (!has('tshark')) return;
    const numbers = (file: string): string[] => {
      const words = [
        '-n',
        '-r',
        file,
        '-Y',
        'tcp',
        '-T',
        'fields',
        '-e',
        'frame.number',
        '-e',
        'tcp.stream',
        '-e',
        'tcp.seq_raw',
      ];
      const { stdout, stderr } = spawnSync('tshark', words, { encoding: 'utf8' });
      expect(stderr.replace(/Running as user.*\n/, '')).toBe('');
      return stdout.split('\n');
    };
    expect(numbers(saved)).toEqual(numbers(capture));
  });

  it('keeps what it wrote in a sidecar for this user alone', () => {
    const [heading] = readFileSync(`${capture}.owners`, 'utf8').split('\n');
    expect(JSON.parse(heading)).toMatchObject({ format: 'sockeye-owners', version: 1 });
  });
});

function readStreams(session: Session): string {
  const reader = session.fieldReader(['tcp.stream']);
  if ('unknown' in reader) throw new Error();
  const streams = new Set<string>();
  for (let number = 1; number <= session.packets; number++) streams.add(reader.read(number)[0][0]);
  return String(streams.size);
}

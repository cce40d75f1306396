/** Captures to which the worst happens: killed helper, killed window, full disk, an interface that goes away. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CapturePlace,
  complaintsOf,
  hasTshark,
  hindrance,
  numbersIn,
  sendNumbered,
  tellHindrance,
  untilInFile,
  unusedPort,
  upTo,
} from './place';

tellHindrance('test/capture/crash.test.ts');

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 400) throw new Error(`${what} did not happen.`);
    await pause(50);
  }
}

const isGone = (pid: number): boolean => !existsSync(`/proc/${pid}`);

describe.skipIf(hindrance !== undefined)('a capture', () => {
  let place: CapturePlace;
  beforeAll(() => {
    place = new CapturePlace();
  }, 120_000);
  afterAll(() => place.close());

  const onLoopback = (port: number) => ({ kind: 'interface', name: 'lo', filter: `udp dst port ${port}` }) as const;
  const numbers = async (path: string): Promise<number[]> => (await numbersIn(path)).map(({ number }) => number);

  test('whose helper is killed keeps all that had come into the file, which is whole', async () => {
    const port = unusedPort();
    const capture = await place.control.start({ sources: [onLoopback(port)] });
    await sendNumbered(port, 3000);
    await untilInFile(capture.path!, 3000);
    const rest = sendNumbered(port, 3000, { first: 3000 });
    process.kill(capture.helperPid!, 'SIGKILL');
    const end = await capture.ended;
    await rest;
    expect(end).toMatchObject({ reason: 'failed', message: expect.stringContaining('SIGKILL') });
    const found = await numbers(capture.path!);
    expect(found.slice(0, 3000)).toEqual(upTo(3000));
    expect(found).toEqual(upTo(found.length));
    if (hasTshark) expect(complaintsOf(capture.path!)).toBe('');
    place.control.discard(capture);
  });

  test('whose window is killed ends by itself, and is offered at the next start', async () => {
    const port = unusedPort();
    const window = spawn(
      process.execPath,
      [
        ...['scripts/run-typescript.mjs', 'test/capture/stand-in.ts', place.helper, place.spool],
        ...['lo', `udp dst port ${port}`],
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const line = await new Promise<string>((resolve) => window.stdout.once('data', (text) => resolve(String(text))));
    const { path, helper } = JSON.parse(line) as { path: string; helper: number };
    await sendNumbered(port, 3000);
    await untilInFile(path, 3000);
    expect(await place.control.recoverable()).toEqual([]);
    window.kill('SIGKILL');
    await until(() => isGone(helper) && isGone(window.pid!), 'The end of the helper');
    expect(await numbers(path)).toEqual(upTo(3000));
    if (hasTshark) expect(complaintsOf(path)).toBe('');

    const offered = await place.control.recoverable();
    expect(offered).toMatchObject([{ path, title: 'lo', bytes: statSync(path).size }]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(place.spool).mode & 0o777).toBe(0o700);
    expect(await place.control.recover(offered[0].id)).toEqual({ path, title: 'lo', cutBytes: 0 });
    expect(await place.control.recoverable()).toEqual([]);
    place.control.discardRecovered(offered[0].id);
    expect(existsSync(path)).toBe(false);
  });

  test('whose disk is full says so and leaves a file that is whole', async () => {
    const folder = place.path('small-disk');
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
    try {
      const port = unusedPort();
      const path = `${folder}/full.pcapng`;
      const capture = await place.control.start({ sources: [onLoopback(port)], path });
      await sendNumbered(port, 4000, { length: 400 });
      const end = await capture.ended;
      expect(end).toMatchObject({ reason: 'disk-full', message: expect.stringContaining('disk is full') });
      const found = await numbers(path);
      expect(found).toEqual(upTo(end.status.packets));
      expect(found.length).toBeGreaterThan(2000);
      expect(end.status.droppedByUs).toBeGreaterThan(0);
      if (hasTshark) expect(complaintsOf(path)).toBe('');
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  test('whose interface goes away ends with what it saw', async () => {
    const [near, far] = [`sk${process.pid % 100_000}a`, `sk${process.pid % 100_000}b`];
    execFileSync('ip', ['link', 'add', near, 'type', 'veth', 'peer', 'name', far]);
    try {
      for (const name of [near, far]) execFileSync('ip', ['link', 'set', 'dev', name, 'up']);
      execFileSync('ip', ['address', 'add', '198.18.77.1/30', 'dev', near]);
      execFileSync('ip', ['neighbour', 'add', '198.18.77.2', 'lladdr', '02:00:00:00:00:02', 'dev', near]);
      const port = unusedPort();
      const capture = await place.control.start({ sources: [{ ...onLoopback(port), name: near }] });
      await sendNumbered(port, 1000, { address: '198.18.77.2' });
      await untilInFile(capture.path!, 1000);
      execFileSync('ip', ['link', 'delete', near]);
      const end = await capture.ended;
      expect(end).toMatchObject({ reason: 'interface-gone', message: expect.stringContaining(near) });
      expect(await numbers(capture.path!)).toEqual(upTo(1000));
      if (hasTshark) expect(complaintsOf(capture.path!)).toBe('');
      place.control.discard(capture);
    } finally {
      try {
        execFileSync('ip', ['link', 'delete', near], { stdio: 'ignore' });
      } catch {
        // It is gone already.
      }
    }
  });
});

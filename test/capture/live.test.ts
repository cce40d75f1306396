/** Live captures on loopback: every packet is there and none twice, with the kernel's times, in files that others read. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CapturePlace,
  complaintsOf,
  hasDumpcap,
  hasTshark,
  hindrance,
  numbersIn,
  sendNumbered,
  tellHindrance,
  untilInFile,
  unusedPort,
  upTo,
} from './place';

tellHindrance('test/capture/live.test.ts');

describe.skipIf(hindrance !== undefined)('a live capture', () => {
  let place: CapturePlace;
  beforeAll(() => {
    place = new CapturePlace();
  }, 120_000);
  afterAll(() => place.close());

  const onLoopback = (port: number) => ({ kind: 'interface', name: 'lo', filter: `udp dst port ${port}` }) as const;

  test('has every packet, none twice, in order, and says so in its counts', async () => {
    const port = unusedPort();
    const capture = await place.control.start({ sources: [onLoopback(port)] });
    // What the kernel may keep of a capture is bounded: a helper that gets no time for long must not lose what this test counts.
    for (let first = 0; first < 20_000; first += 5000) {
      await sendNumbered(port, 5000, { first, length: 372, milliseconds: 1 });
      await untilInFile(capture.path!, first + 5000);
    }
    const { reason, status } = await capture.stop();
    expect(reason).toBe('stopped');
    expect(status).toMatchObject({ packets: 20_000, bytes: 20_000 * (42 + 372), timestamps: 'kernel', program: 'cap' });
    expect(status.droppedByKernel + status.droppedByInterface + status.droppedByUs).toBe(0);
    expect((await numbersIn(capture.path!)).map(({ number }) => number)).toEqual(upTo(20_000));
    if (hasTshark) expect(complaintsOf(capture.path!)).toBe('');
    place.control.discard(capture);
  });

  test('grows in the file while it goes on', async () => {
    const port = unusedPort();
    const capture = await place.control.start({ sources: [onLoopback(port)] });
    for (const sent of [10, 20]) {
      await sendNumbered(port, 10, { first: sent - 10 });
      await untilInFile(capture.path!, sent);
      expect((await numbersIn(capture.path!)).map(({ number }) => number)).toEqual(upTo(sent));
    }
    await capture.stop();
    place.control.discard(capture);
  });

  test('runs without root’s rights and without capabilities once its devices are open', async () => {
    const port = unusedPort();
    const capture = await place.control.start({ sources: [onLoopback(port)] });
    const status = readFileSync(`/proc/${capture.helperPid}/status`, 'utf8');
    expect(/^Uid:\s+(\d+)\s+(\d+)/m.exec(status)?.slice(1)).not.toContain('0');
    // Capabilities belong to threads: none may keep them, not even the one of Node's inspector that blocks all signals.
    const tasks = `/proc/${capture.helperPid}/task`;
    const threads = readdirSync(tasks).map((id) => readFileSync(`${tasks}/${id}/status`, 'utf8'));
    const given = (name: string): Set<string | undefined> =>
      new Set(threads.map((text) => new RegExp(`^${name}:\\s+0*(\\d*)$`, 'm').exec(text)?.[1]));
    expect([given('CapEff'), given('CapPrm'), given('NoNewPrivs')]).toEqual([
      new Set(['']),
      new Set(['']),
      new Set(['1']),
    ]);
    await capture.stop();
    place.control.discard(capture);
  });

  test('stops after as many packets as wanted, and keeps so much of each', async () => {
    const port = unusedPort();
    const capture = await place.control.start({
      sources: [{ ...onLoopback(port), snapshotLength: 60 }],
      stop: { packets: 100 },
    });
    await sendNumbered(port, 300);
    const { reason, status } = await capture.ended;
    expect(reason).toBe('condition');
    expect(status).toMatchObject({ packets: 100, bytes: 100 * 142 });
    expect((await numbersIn(capture.path!)).map(({ number }) => number)).toEqual(upTo(100));
    place.control.discard(capture);
  });

  test('loses nothing where a ring buffer goes on with the next file', async () => {
    const port = unusedPort();
    const capture = await place.control.start({
      sources: [onLoopback(port)],
      path: place.path('ring.pcapng'),
      ring: { packets: 700 },
    });
    await sendNumbered(port, 5000, { milliseconds: 1 });
    const { status } = await capture.stop();
    expect(status.packets).toBe(5000);
    expect(capture.files.length).toBe(8);
    const numbers: number[] = [];
    for (const file of capture.files) numbers.push(...(await numbersIn(file)).map(({ number }) => number));
    expect(numbers).toEqual(upTo(5000));
    if (hasTshark) expect(complaintsOf(capture.files[3])).toBe('');
  });

  test('keeps as many files of a ring buffer as wanted, the newest', async () => {
    const port = unusedPort();
    const capture = await place.control.start({
      sources: [onLoopback(port)],
      path: place.path('small.pcapng'),
      ring: { bytes: 20_000, files: 2 },
    });
    await sendNumbered(port, 1000);
    await capture.stop();
    const numbers: number[] = [];
    for (const file of capture.files) numbers.push(...(await numbersIn(file)).map(({ number }) => number));
    expect(capture.files.length).toBe(2);
    expect(numbers).toEqual(upTo(1000).slice(-numbers.length));
    expect(numbers.length).toBeLessThan(400);
  });

  // The kernel reads the clock once for each capture: a machine that is stopped between both, by its host, makes them differ.
  test.skipIf(!hasDumpcap)('tells the kernel’s times: dumpcap’s differ by less than 20 µs', { retry: 3 }, async () => {
    const port = unusedPort();
    const ours = await place.control.start({ sources: [onLoopback(port)], program: 'cap' });
    const theirs = await place.control.start({ sources: [onLoopback(port)], program: 'dumpcap' });
    await sendNumbered(port, 2000);
    await Promise.all([ours.stop(), theirs.stop()]);
    const [own, other] = await Promise.all([numbersIn(ours.path!), numbersIn(theirs.path!)]);
    expect(other.length).toBe(2000);
    const times = new Map(other.map(({ number, time }) => [number, time]));
    const near = own.filter(({ number, time }) => {
      const difference = time - (times.get(number) ?? 0n);
      return difference < 20_000n && difference > -20_000n;
    });
    expect(near.length).toBeGreaterThanOrEqual(0.99 * 2000);
    for (const capture of [ours, theirs]) place.control.discard(capture);
  });

  test('refuses a filter and an interface that cannot be, in libpcap’s words, and leaves the file alone', async () => {
    const kept = place.copy('resources/sample.pcapng', 'kept.pcapng');
    const before = readFileSync(kept);
    const wrong = { kind: 'interface', name: 'lo', filter: 'tcp prt 80' } as const;
    await expect(place.control.start({ sources: [wrong], path: kept })).rejects.toMatchObject({
      end: { reason: 'bad-filter', message: expect.stringContaining('syntax error') },
    });
    const missing = { kind: 'interface', name: 'no-such-device' } as const;
    await expect(place.control.start({ sources: [missing], path: kept })).rejects.toThrow('No such device');
    const both = [onLoopback(9), missing];
    await expect(place.control.start({ sources: both, path: kept })).rejects.toThrow('No such device');
    expect(readFileSync(kept).equals(before)).toBe(true);
    expect(await place.control.checkFilter('tcp port 80')).toBeUndefined();
    expect((await place.control.checkFilter('tcp prt 80'))?.message).toContain('syntax error');
  });

  test('lists loopback as an interface that can be captured on', async () => {
    const loopback = (await place.control.interfaces()).find(({ name }) => name === 'lo');
    expect(loopback).toMatchObject({ kind: 'loopback', up: true, capturability: { possible: true, by: 'cap' } });
    expect(loopback?.addresses).toContain('127.0.0.1');
    expect(loopback?.linkTypes[0].number).toBe(1);
  });
});

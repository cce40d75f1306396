/** Captures with cap as its authors wrote it: they work, and say what they do not know. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CaptureControl } from '../../src/capture-control/capture-control';
import { openCaptureFile } from '../../src/engine/capture-file/open-capture-file';
import { PacketBatch } from '../../src/engine/capture-file/packet-batch';
import { createNodeHost } from '../../src/node-host/node-host';
import { buildHelper, hindrance, numbersIn, sendNumbered, tellHindrance, unusedPort, upTo } from './place';
import { buildCap, placeUnpatchedCap } from './unpatched-cap';

tellHindrance('test/capture/unpatched.test.ts');

describe.skipIf(hindrance !== undefined)('cap without our patch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sockeye-unpatched-'));
  const helper = join(folder, 'helper/index.js');
  let control: CaptureControl;
  beforeAll(() => {
    placeUnpatchedCap(folder);
    if (!buildCap(folder)) throw new Error('cap cannot be built, though it was for this project.');
    buildHelper(helper);
    control = new CaptureControl({ application: 'Sockeye test', helper, spoolFolder: join(folder, 'spool') });
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('captures, with times that are called approximate in the status and in the file', async () => {
    const port = unusedPort();
    const source = { kind: 'interface', name: 'lo', filter: `udp dst port ${port}` } as const;
    const capture = await control.start({ sources: [source], program: 'cap' });
    const before = Date.now();
    await sendNumbered(port, 40, { milliseconds: 10 });
    const { status } = await capture.stop();
    expect(status).toMatchObject({ packets: 40, timestamps: 'approximate', program: 'cap' });
    // It cannot tell what the kernel dropped, and does not say that it was nothing.
    expect(status.interfaces[0]?.droppedByKernel).toBeUndefined();
    const found = await numbersIn(capture.path!);
    expect(found.map(({ number }) => number)).toEqual(upTo(40));
    for (const { time } of found) expect(Math.abs(Number(time / 1_000_000n) - before)).toBeLessThan(60_000);
    const file = await openCaptureFile(createNodeHost(), capture.path!);
    file.scan().next(new PacketBatch());
    expect(file.interfaces[0]?.comments).toEqual([expect.stringMatching(/^Timestamps approximate/)]);
    file.close();
    control.discard(capture);
  });

  test('is told apart from the patched one', async () => {
    expect(await control.helperAbility()).toMatchObject({ cap: 'unpatched' });
  });
});

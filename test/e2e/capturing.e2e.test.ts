/** Capturing in a real window: from the start page to the saved file, while packets come in, and through crashes. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { launchSockeye, type Sockeye } from './launch';
import {
  answerQuestions,
  helpersOf,
  isRunning,
  lastQuestion,
  loopback,
  obstacle,
  skipped,
  soon,
  startOn,
} from './live-window';
import { answerSaveDialog, choose, filter, line, row, statusSays, withFolder } from './person';
import { numbersIn, Traffic } from './traffic';

// A window is started twice in one test.
vi.setConfig({ testTimeout: 180_000 });

let sockeye: Sockeye | undefined;
let traffic: Traffic;

beforeEach(async () => {
  traffic = await Traffic.open();
});

afterEach(async () => {
  traffic.close();
  if (sockeye) await answerQuestions(sockeye, 'Discard');
  await sockeye?.close();
  sockeye = undefined;
});

describe.skipIf(obstacle !== undefined)(`capturing${skipped}`, () => {
  it('shows packets while they come, and keeps every one of them once', async () => {
    await withFolder(async (folder) => {
      sockeye = await launchSockeye();
      const { page, complaints } = sockeye;
      await start(page);
      await traffic.send(300);
      await statusSays(page, 'Packets: 300');
      await filter(page, 'frame.number > 250 && udp');
      await statusSays(page, 'Displayed: 50');
      await traffic.send(100);
      await statusSays(page, 'Packets: 400 · Displayed: 150');

      await row(page, `→ ${traffic.port}`).click();
      await line(page, `Dst Port: ${traffic.port}`).waitFor();
      expect(await page.title()).toContain('(capturing)');

      await page.keyboard.press('Control+e');
      await page.getByText('Capturing').waitFor({ state: 'detached' });
      await statusSays(page, 'Dropped: 0');
      expect(await page.title()).toContain('(not saved)');

      const target = join(folder, 'kept.pcapng');
      await answerSaveDialog(sockeye, target);
      await page.keyboard.press('Control+s');
      await page.waitForFunction(() => document.title.startsWith('kept.pcapng'));
      await statusSays(page, 'Packets: 400');
      expect(numbersIn(target)).toEqual(Array.from({ length: 400 }, (_, number) => number));

      await choose(page, 'File', 'Close');
      await page.getByRole('button', { name: /kept\.pcapng/ }).click();
      await statusSays(page, 'Packets: 400');
      expect(complaints).toEqual([]);
    });
  });

  it('follows the newest packet, lets go when the user scrolls up, and takes hold again', async () => {
    sockeye = await launchSockeye();
    const { page } = sockeye;
    await start(page);
    await traffic.send(200);
    const finish = traffic.keepSending();
    try {
      const place = (): Promise<number> =>
        page
          .getByRole('scrollbar', { name: 'Overview of the capture' })
          .getAttribute('aria-valuenow')
          .then((value) => Number(value));
      const follow = page.getByRole('button', { name: 'Auto Scroll in Live Capture' });
      await expect.poll(place, soon).toBeGreaterThan(200);
      const before = await place();
      await expect.poll(place, soon).toBeGreaterThan(before);
      expect(await follow.getAttribute('aria-pressed')).toBe('true');

      await page.getByRole('grid', { name: 'Packet list' }).hover();
      await page.mouse.wheel(0, -400);
      await expect.poll(() => follow.getAttribute('aria-pressed'), soon).toBe('false');
      const there = await place();
      const more = page.getByRole('button', { name: /new packets?: follow/ });
      await more.waitFor();
      expect(await place()).toBe(there);

      await more.click();
      await expect.poll(place, soon).toBeGreaterThan(there + 10);
      expect(await follow.getAttribute('aria-pressed')).toBe('true');
    } finally {
      await finish();
    }
  });

  it('asks before unsaved packets are lost, and goes on when the user thinks better of it', async () => {
    sockeye = await launchSockeye();
    const { page } = sockeye;
    await start(page);
    await traffic.send(40);
    await statusSays(page, 'Packets: 40');
    await answerQuestions(sockeye, 'Cancel');
    await page.keyboard.press('Control+w');
    await expect.poll(() => lastQuestion(sockeye), soon).toContain(`Stop capturing on ${loopback}?`);
    await traffic.send(10);
    await statusSays(page, 'Packets: 50');
    await answerQuestions(sockeye, 'Discard');
    await page.keyboard.press('Control+w');
    await page.getByRole('heading', { name: 'Open a capture' }).waitFor();
    expect(await page.getByText('was interrupted').count()).toBe(0);
  });

  it('goes on while the engine is killed, and shows everything again', async () => {
    sockeye = await launchSockeye();
    const { page, application } = sockeye;
    await start(page);
    await traffic.send(60);
    await statusSays(page, 'Packets: 60');
    await application.evaluate(({ app }) => {
      const engine = app.getAppMetrics().find(({ name }) => name === 'Sockeye engine');
      if (engine) process.kill(engine.pid, 'SIGKILL');
    });
    await page.getByRole('alert').filter({ hasText: 'Packets are still captured' }).waitFor();
    await traffic.send(60);
    await page.getByRole('button', { name: 'Open again' }).click();
    await statusSays(page, 'Packets: 120');
    await traffic.send(30);
    await statusSays(page, 'Packets: 150');
  });
});

describe.skipIf(obstacle !== undefined)(`a crash${skipped}`, () => {
  let userData: string;

  beforeEach(async () => {
    userData = await mkdtemp(join(tmpdir(), 'sockeye-e2e-'));
  });

  afterEach(() => rm(userData, { recursive: true, force: true }));

  it('of the helper is told, and its packets can be read and saved', async () => {
    await withFolder(async (folder) => {
      sockeye = await launchSockeye();
      const { page } = sockeye;
      await start(page);
      await traffic.send(80);
      await statusSays(page, 'Packets: 80');
      const [helper] = await helpersOf(sockeye.application.process().pid ?? 0);
      process.kill(helper, 'SIGKILL');
      await page
        .getByRole('alert')
        .filter({ hasText: /ended|stopped/ })
        .waitFor();
      await statusSays(page, 'Packets: 80');
      const target = join(folder, 'after-crash.pcapng');
      await answerSaveDialog(sockeye, target);
      await page.keyboard.press('Control+s');
      await page.waitForFunction(() => document.title.startsWith('after-crash.pcapng'));
      expect(numbersIn(target)).toHaveLength(80);
    });
  });

  it('of the window leaves the capture for the next start', async () => {
    const killed = await launchSockeye({ userData });
    await start(killed.page);
    await traffic.send(90);
    await statusSays(killed.page, 'Packets: 90');
    const main = killed.application.process();
    const helpers = await helpersOf(main.pid ?? 0);
    expect(helpers.length).toBeGreaterThan(0);
    main.kill('SIGKILL');
    await expect.poll(() => helpers.filter(isRunning), soon).toEqual([]);

    sockeye = await launchSockeye({ userData });
    const { page } = sockeye;
    const offer = page.getByRole('region', { name: 'Interrupted captures' });
    await offer.getByText(`A capture on ${loopback}`).waitFor();
    await offer.getByRole('button', { name: 'Open' }).click();
    await statusSays(page, 'Packets: 90');
    expect(await page.title()).toContain('(not saved)');
    await answerQuestions(sockeye, 'Discard');
    await page.keyboard.press('Control+w');
    await page.getByRole('heading', { name: 'Open a capture' }).waitFor();
    expect((await readdir(join(userData, 'captures'))).filter((name) => name.endsWith('.pcapng'))).toEqual([]);
  });
});

/** Starts on loopback from the start page, with a capture filter for our own packets alone. */
function start(page: Page): Promise<void> {
  return startOn(page, loopback, `udp port ${traffic.port}`);
}

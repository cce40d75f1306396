/**
 * A row of `npm run bench`: how the window stands up to a filter that no column answers, over a million packets. Typed key by key, then
 * applied and left to run: the longest task of the page, the longest wait for a picture, and the time from a key to its sign on screen.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { makeCapture } from '../captures/make-capture';
import { launchSockeye } from './launch';

const folder = 'bench-results';
const capture = `${folder}/capture-1000000-seed1.pcap`;
const slowFilter = 'frame contains "page=3" || http.user_agent contains "curl"';
const millisecondsBetweenKeys = 60;

interface Watch {
  readonly longestTask: number;
  readonly longestFrame: number;
  readonly keys: readonly number[];
}

/** Begins to note every task of 50 ms or more, the time between pictures, and how long each key took to be drawn. */
function watch(page: Page): Promise<void> {
  return page.evaluate(() => {
    const notes = { longestTask: 0, longestFrame: 0, keys: [] as number[] };
    (window as unknown as { notes: typeof notes }).notes = notes;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) notes.longestTask = Math.max(notes.longestTask, entry.duration);
    }).observe({ type: 'longtask' });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'keydown') notes.keys.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    let last = performance.now();
    const look = (now: number): void => {
      notes.longestFrame = Math.max(notes.longestFrame, now - last);
      last = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function noted(page: Page): Promise<Watch> {
  return page.evaluate(() => (window as unknown as { notes: Watch }).notes);
}

if (!existsSync('out/main/index.js')) fail('The window is not built: npm run build.');
if (process.platform === 'linux' && !process.env.DISPLAY) fail('There is no display: xvfb-run -a npm run bench.');
mkdirSync(folder, { recursive: true });
if (!existsSync(capture)) makeCapture(capture, { packets: 1_000_000, seed: 1 });
const sockeye = await launchSockeye({ files: [capture] });
const { page } = sockeye;
try {
  const status = page.getByRole('status');
  await status.filter({ hasText: 'Packets: 1,000,000' }).waitFor({ timeout: 120_000 });
  await page.waitForTimeout(1000);
  await watch(page);
  await page.keyboard.press('Control+/');
  await page.keyboard.type(slowFilter, { delay: millisecondsBetweenKeys });
  await page.keyboard.press('Enter');
  const begun = Date.now();
  await page.getByRole('button', { name: 'Stop filtering' }).waitFor({ timeout: 10_000 });
  await page.getByRole('button', { name: 'Stop filtering' }).waitFor({ state: 'detached', timeout: 120_000 });
  const seconds = (Date.now() - begun) / 1000;
  const { longestTask, longestFrame, keys } = await noted(page);
  const result = {
    time: new Date().toISOString(),
    filter: slowFilter,
    seconds,
    longestTaskMilliseconds: longestTask === 0 ? 'below 50' : Math.round(longestTask),
    longestTimeBetweenPicturesMilliseconds: Math.round(longestFrame),
    keysSlowerThan16Milliseconds: keys.length,
    slowestKeyMilliseconds: keys.length === 0 ? 'below 16' : Math.max(...keys),
    shown: (await status.textContent())?.match(/Displayed: [\d,]+/)?.[0],
  };
  console.log(JSON.stringify(result, null, 2));
  writeFileSync(`${folder}/window-${result.time.replaceAll(':', '-')}.json`, `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await sockeye.close();
}

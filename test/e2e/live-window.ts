/** What tests of capturing in the window share: whether packets can be captured here, starting, and answering questions. */
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { CaptureControl } from '../../src/capture-control/capture-control';
import type { Sockeye } from './launch';
import { statusSays } from './person';

export const loopback = process.platform === 'darwin' ? 'lo0' : 'lo';

/** How long something may take that takes a moment. */
export const soon = { timeout: 20_000 };

/** Why packets cannot be captured here; undefined when they can. */
export const obstacle = await findObstacle();

async function findObstacle(): Promise<string | undefined> {
  const helper = resolve(import.meta.dirname, '../../out/capture-helper/index.js');
  const interfaces = await new CaptureControl({ helper, application: 'test' }).interfaces();
  const found = interfaces.find(({ name }) => name === loopback);
  if (found?.capturability.possible) return undefined;
  return found?.capturability.possible === false ? found.capturability.reason : `there is no ${loopback}`;
}

/** For the name of a group of tests. */
export const skipped = obstacle === undefined ? '' : ` (skipped: ${obstacle})`;

/** Starts from the start page, with a capture filter. */
export async function startOn(page: Page, device: string, filter: string): Promise<void> {
  await page.getByRole('option', { name: new RegExp(`^${device}`) }).click();
  await page.getByRole('textbox', { name: 'Capture filter' }).fill(filter);
  await page.getByRole('region', { name: 'Capture' }).getByRole('button', { name: 'Start' }).click();
  await statusSays(page, /Capturing \d/);
}

/** From now on every question is answered with the button of this name. */
export async function answerQuestions({ application }: Sockeye, button: string): Promise<void> {
  await application.evaluate(({ dialog }, wanted) => {
    dialog.showMessageBox = (...given: unknown[]) => {
      const question = given[given.length - 1] as Electron.MessageBoxOptions;
      (globalThis as { lastQuestion?: string }).lastQuestion = question.message;
      const response = question.buttons?.findIndex((name) => name.startsWith(wanted)) ?? -1;
      return Promise.resolve({ response: Math.max(0, response), checkboxChecked: false });
    };
  }, button);
}

export function lastQuestion(asked: Sockeye | undefined): Promise<string> | undefined {
  return asked?.application.evaluate(() => (globalThis as { lastQuestion?: string }).lastQuestion ?? '');
}

/** Ids of the capture helpers that a process has started. */
export async function helpersOf(parent: number): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (status.includes(`\nPPid:\t${parent}\n`) && command.includes('capture-helper')) found.push(Number(name));
  }
  return found;
}

export function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

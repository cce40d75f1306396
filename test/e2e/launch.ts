/** Starts the built program in a real window, with settings of its own, for one test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

export interface Sockeye {
  readonly application: ElectronApplication;
  readonly page: Page;
  /** What the page wrote on its console as an error, and what it threw. */
  readonly complaints: string[];
  /** Closes the window and removes its settings. */
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Captures to open. */
  files?: string[];
  /** Further arguments. */
  arguments?: string[];
  /** Folder with the settings of an earlier start, which then stays; without it, a new one that is removed. */
  userData?: string;
  colorScheme?: 'light' | 'dark';
}

/** Chromium draws in software: a test has no graphics processor. */
const SOFTWARE_RENDERING = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** Opens the window and waits until its page is there. */
export async function launchSockeye(options: LaunchOptions = {}): Promise<Sockeye> {
  const { files = [], colorScheme = 'light' } = options;
  const userData = options.userData ?? (await mkdtemp(join(tmpdir(), 'sockeye-e2e-')));
  const application = await _electron.launch({
    args: [
      ...SOFTWARE_RENDERING,
      `--user-data-dir=${userData}`,
      resolve(import.meta.dirname, '../..'),
      ...(options.arguments ?? []),
      ...files.map((file) => resolve(file)),
    ],
    // Chromium's sandbox refuses to work for root, and tests may have to run as root.
    chromiumSandbox: process.getuid?.() !== 0,
    colorScheme,
    timeout: 30_000,
  });
  const page = await application.firstWindow();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.waitForLoadState('domcontentloaded');
  const close = async () => {
    await application.close();
    if (options.userData === undefined) await rm(userData, { recursive: true, force: true });
  };
  return { application, page, complaints, close };
}

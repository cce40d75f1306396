/** Opening captures: by every way there is, whole, cut and wrong; and coming back when the engine dies. */
import { spawn } from 'node:child_process';
import { appendFile, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { launchSockeye, type Sockeye } from './launch';
import { answerOpenDialog, choose, dropFile, row, sample, statusSays, withFolder } from './person';

let sockeye: Sockeye | undefined;

afterEach(async () => {
  await sockeye?.close();
  sockeye = undefined;
});

describe('opening a capture', () => {
  it('opens what the command line names', async () => {
    sockeye = await launchSockeye({ files: [sample] });
    await statusSays(sockeye.page, 'Packets: 393 · Displayed: 393 (100.0%)');
    await row(sockeye.page, 'Standard query').waitFor();
  });

  it('opens what is chosen with File > Open, and remembers it', async () => {
    sockeye = await launchSockeye();
    const { page } = sockeye;
    await page.getByRole('heading', { name: 'Open a capture' }).waitFor();
    await answerOpenDialog(sockeye, sample);
    await choose(page, 'File', 'Open');
    await statusSays(page, 'Packets: 393');
    await choose(page, 'File', 'Close');
    await page.getByRole('heading', { name: 'Recent files' }).waitFor();
    await choose(page, 'File', 'Open Sample Capture');
    await statusSays(page, 'Packets: 393');
  });

  it('opens what is dropped, and offers it as a recent file', async () => {
    await withFolder(async (folder) => {
      const copy = join(folder, 'dropped.pcapng');
      await copyFile(sample, copy);
      sockeye = await launchSockeye();
      const { page } = sockeye;
      await page.getByRole('heading', { name: 'Open a capture' }).waitFor();
      await dropFile(page, copy);
      await statusSays(page, 'Packets: 393');
      await page.keyboard.press('Control+w');
      await page.getByRole('button', { name: /dropped\.pcapng.*393 packets/ }).click();
      await statusSays(page, 'Packets: 393');
    });
  });

  it('opens in the running program what a second start names', async () => {
    const userData = await mkdtemp(join(tmpdir(), 'sockeye-e2e-'));
    try {
      sockeye = await launchSockeye({ userData });
      const { page } = sockeye;
      await page.getByRole('heading', { name: 'Open a capture' }).waitFor();
      const electron = createRequire(import.meta.url)('electron') as unknown as string;
      const project = resolve(import.meta.dirname, '../..');
      const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      const second = spawn(electron, [...root, `--user-data-dir=${userData}`, project, sample], { stdio: 'ignore' });
      await new Promise((ended) => second.on('exit', ended));
      await statusSays(page, 'Packets: 393');
      await sockeye.close();
    } finally {
      sockeye = undefined;
      await rm(userData, { recursive: true, force: true });
    }
  });
});

describe('a file that is not as it should be', () => {
  it('shows the whole packets of a cut file, and where it was cut', async () => {
    await withFolder(async (folder) => {
      const cut = join(folder, 'cut.pcapng');
      const bytes = await readFile(sample);
      await writeFile(cut, bytes.subarray(0, Math.floor(bytes.length * 0.6)));
      sockeye = await launchSockeye({ files: [cut] });
      const { page } = sockeye;
      await page
        .getByRole('alert')
        .filter({ hasText: /cut|byte/ })
        .waitFor();
      await statusSays(page, /Packets: \d\d+ · Displayed: \d\d+ \(100\.0%\)/);
    });
  });

  it('says why a text file cannot be opened, and lets another be chosen', async () => {
    await withFolder(async (folder) => {
      const text = join(folder, 'letter.txt');
      await writeFile(text, 'Dear reader, these are no packets.\n');
      sockeye = await launchSockeye({ files: [text] });
      const { page } = sockeye;
      await page.getByRole('heading', { name: 'The capture could not be opened.' }).waitFor();
      await answerOpenDialog(sockeye, sample);
      await page.getByRole('button', { name: 'Open another file' }).click();
      await statusSays(page, 'Packets: 393');
    });
  });

  it('grows in the window while another program appends to the file', async () => {
    await withFolder(async (folder) => {
      const growing = join(folder, 'growing.pcapng');
      const bytes = await readFile(sample);
      await writeFile(growing, bytes.subarray(0, 100_000));
      sockeye = await launchSockeye({ files: [growing] });
      const { page } = sockeye;
      await page.getByText('ends at byte 100,000').first().waitFor();
      await appendFile(growing, bytes.subarray(100_000, 150_000));
      // Where it ends now is not said until it has stayed there for a while.
      await page.getByText('ends at byte 100,000').first().waitFor({ state: 'detached' });
      await expect(page.getByText('ends at byte 150,000').count()).resolves.toBe(0);
      await page.getByText('ends at byte 150,000').first().waitFor();
      await appendFile(growing, bytes.subarray(150_000));
      await statusSays(sockeye.page, 'Packets: 393');
    });
  });
});

describe('the engine process', () => {
  it('can be killed: the window says so and opens the capture again where it was', async () => {
    sockeye = await launchSockeye({ files: [sample] });
    const { page, application } = sockeye;
    await statusSays(page, 'Packets: 393');
    await row(page, 'Standard query').click();
    const selected = await page.locator('[role="row"][aria-selected="true"]').getAttribute('aria-rowindex');
    await application.evaluate(({ app }) => {
      const engine = app.getAppMetrics().find(({ name }) => name === 'Sockeye engine');
      if (engine) process.kill(engine.pid, 'SIGKILL');
    });
    await page.getByRole('alert').filter({ hasText: 'ended unexpectedly' }).waitFor();
    await page.getByRole('button', { name: 'Open again' }).click();
    await statusSays(page, 'Packets: 393');
    await page.locator(`[role="row"][aria-selected="true"][aria-rowindex="${selected}"]`).waitFor();
  });
});

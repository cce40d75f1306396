/** Capturing in the window from several places at once and from elsewhere, into rings of files, and what happens when it goes wrong. */
import { execFileSync, spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { launchSockeye, type Sockeye } from './launch';
import { answerQuestions, lastQuestion, loopback, obstacle, skipped, soon, startOn } from './live-window';
import { answerSaveDialog, choose, sample, statusSays, withFolder } from './person';
import { numbersIn, Traffic } from './traffic';

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

const upTo = (count: number): number[] => Array.from({ length: count }, (_, number) => number);
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

describe.skipIf(obstacle !== undefined)(`capturing with options${skipped}`, () => {
  it('several interfaces at once, into a ring of files whose newest is shown', async () => {
    await withFolder(async (folder) => {
      sockeye = await launchSockeye();
      const { page, complaints } = sockeye;
      await answerSaveDialog(sockeye, join(folder, 'ring.pcapng'));
      await page.getByRole('option', { name: new RegExp(`^${loopback}`) }).click();
      await choose(page, 'Capture', 'Options');
      await page.getByRole('checkbox', { name: 'Use any' }).check();
      await page
        .getByRole('textbox', { name: 'Capture filter for the chosen interfaces' })
        .fill(`udp port ${traffic.port}`);
      await page.getByRole('tab', { name: 'Output' }).click();
      await page.getByRole('button', { name: 'Choose…' }).click();
      await page.getByText('ring.pcapng').waitFor();
      await page.getByRole('checkbox', { name: /ring buffer/ }).check();
      await page.getByRole('checkbox', { name: 'Begin the next file after' }).nth(2).check();
      await page.getByRole('spinbutton', { name: 'Begin the next file after: packets' }).fill('60');
      await page.getByRole('checkbox', { name: 'Keep the newest' }).check();
      await page.getByRole('spinbutton', { name: /Keep the newest/ }).fill('3');
      await page.getByRole('dialog').getByRole('button', { name: 'Start' }).click();
      await statusSays(page, /Capturing \d/);
      // Each packet passes both interfaces: at least four files, of which three stay.
      await traffic.send(120);
      const showsNewest = async (): Promise<boolean> => {
        const newest = (await captures(folder)).at(-1) ?? '';
        return (
          Number(newest.slice('ring_'.length, 'ring_00000'.length)) >= 4 && (await page.title()).startsWith(newest)
        );
      };
      await expect.poll(showsNewest, soon).toBe(true);
      await page.keyboard.press('Control+e');
      await page.getByText('Capturing', { exact: true }).waitFor({ state: 'detached' });
      const names = await captures(folder);
      expect(names.length).toBe(3);
      const others = async (): Promise<string[]> =>
        (await readdir(folder)).filter((name) => !names.some((kept) => name.startsWith(kept)));
      await expect.poll(others, soon).toEqual([]);

      await choose(page, 'Capture', 'Files of This Capture', names[0] ?? '');
      await expect.poll(() => page.title(), soon).toContain(names[0]);
      await statusSays(page, 'Packets: 60');
      expect(complaints).toEqual([]);
    });
  });

  it('shows the filter that an interface was captured with last', async () => {
    sockeye = await launchSockeye();
    const { page } = sockeye;
    await startOn(page, loopback, `udp port ${traffic.port}`);
    await page.keyboard.press('Control+e');
    await page.keyboard.press('Control+w');
    const field = page.getByRole('textbox', { name: 'Capture filter' });
    await page.getByRole('option', { name: /^any/ }).click();
    expect(await field.inputValue()).toBe('');
    await page.getByRole('option', { name: new RegExp(`^${loopback}`) }).click();
    expect(await field.inputValue()).toBe(`udp port ${traffic.port}`);
  });

  it('saves what came so far while more is captured', async () => {
    await withFolder(async (folder) => {
      sockeye = await launchSockeye();
      const { page } = sockeye;
      await startOn(page, loopback, `udp port ${traffic.port}`);
      await traffic.send(70);
      await statusSays(page, 'Packets: 70');
      const target = join(folder, 'so-far.pcapng');
      await answerSaveDialog(sockeye, target);
      await page.keyboard.press('Control+s');
      await expect.poll(() => captures(folder), soon).toEqual(['so-far.pcapng']);
      expect(numbersIn(target)).toEqual(upTo(70));
      await traffic.send(30);
      await statusSays(page, 'Packets: 100');
      expect(await page.title()).toContain('(capturing)');
    });
  });
});

describe.skipIf(obstacle !== undefined || !isRoot)(
  `a capture${skipped || (isRoot ? '' : ' (skipped: needs root)')}`,
  () => {
    it('whose disk is full says so, and its packets can be saved elsewhere', async () => {
      const userData = await mkdtemp(join(tmpdir(), 'sockeye-e2e-'));
      const spool = join(userData, 'captures');
      await mkdir(spool);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300k,mode=700', 'tmpfs', spool]);
      try {
        await withFolder(async (folder) => {
          sockeye = await launchSockeye({ userData });
          const { page } = sockeye;
          await startOn(page, loopback, `udp port ${traffic.port}`);
          await traffic.send(3000);
          await page.getByRole('alert').filter({ hasText: 'disk is full' }).waitFor();
          const target = join(folder, 'rescued.pcapng');
          await answerSaveDialog(sockeye, target);
          await page.getByRole('alert').getByRole('button', { name: 'Save…' }).click();
          await page.waitForFunction(() => document.title.startsWith('rescued.pcapng'));
          const numbers = numbersIn(target);
          expect(numbers.length).toBeGreaterThan(1000);
          expect(numbers).toEqual(upTo(numbers.length));
          await sockeye.close();
          sockeye = undefined;
        });
      } finally {
        execFileSync('umount', ['-l', spool]);
        await rm(userData, { recursive: true, force: true });
      }
    });

    it('whose interface goes away keeps what it saw', async () => {
      const [near, far] = [`ske${process.pid % 100_000}a`, `ske${process.pid % 100_000}b`];
      execFileSync('ip', ['link', 'add', near, 'type', 'veth', 'peer', 'name', far]);
      try {
        for (const name of [near, far]) execFileSync('ip', ['link', 'set', 'dev', name, 'up']);
        sockeye = await launchSockeye();
        const { page } = sockeye;
        await startOn(page, near, '');
        await statusSays(page, /Packets: [1-9]/);
        execFileSync('ip', ['link', 'delete', near]);
        await page
          .getByRole('alert')
          .filter({ hasText: `${near}: ` })
          .waitFor();
        await page.getByRole('alert').getByRole('button', { name: 'Save…' }).waitFor();
      } finally {
        spawn('ip', ['link', 'delete', near], { stdio: 'ignore' });
      }
    });
  },
);

describe('capturing from elsewhere', () => {
  it('a pipe, a program and a server, each after a question', async () => {
    await withFolder(async (folder) => {
      sockeye = await launchSockeye();
      const { page } = sockeye;
      await answerQuestions(sockeye, 'Start');
      const fifo = join(folder, 'fifo');
      execFileSync('mkfifo', [fifo]);
      await source(page, 'A pipe (FIFO)', { 'Path of the pipe': fifo });
      expect(await lastQuestion(sockeye)).toBe('Read packets from this pipe?');
      await page.getByText('No packet has come yet').waitFor(soon);
      await pipeline(createReadStream(sample), createWriteStream(fifo));
      await statusSays(page, 'Packets: 393');
      await leave(page);

      await source(page, 'A program that writes pcap', { Command: `cat ${sample}` });
      expect(await lastQuestion(sockeye)).toBe('Run this program and read packets from it?');
      await statusSays(page, 'Packets: 393');
      await leave(page);

      const server = createServer((client) => {
        client.on('error', () => undefined);
        createReadStream(sample).pipe(client);
      });
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      const { port } = server.address() as { port: number };
      await source(page, 'A TCP server', { Host: '127.0.0.1', Port: String(port) });
      await statusSays(page, 'Packets: 393');
      await leave(page);
      server.close();
      await source(page, 'A TCP server', { Host: '127.0.0.1', Port: String(port) });
      await page.getByText(`Nobody listens at 127.0.0.1:${port}.`).waitFor(soon);
    });
  });

  async function source(page: Page, kind: string, answers: Readonly<Record<string, string>>): Promise<void> {
    await choose(page, 'Capture', 'Pipe, Program or Remote Host');
    await page.getByRole('radio', { name: kind }).check();
    for (const [name, text] of Object.entries(answers)) await page.getByRole('textbox', { name }).fill(text);
    if (sockeye) await answerQuestions(sockeye, 'Start');
    await page.getByRole('dialog').getByRole('button', { name: 'Start' }).click();
  }

  async function leave(page: Page): Promise<void> {
    if (sockeye) await answerQuestions(sockeye, 'Discard');
    await page.keyboard.press('Control+w');
    await page.getByRole('heading', { name: 'Open a capture' }).waitFor();
  }
});

/** The capture files in a folder, by name. */
async function captures(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.pcapng')).sort();
}

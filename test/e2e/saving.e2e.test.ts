/** Saving captures, comments and exports, and opening again what was saved. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { launchSockeye, type Sockeye } from './launch';
import {
  answerOpenDialog,
  answerSaveDialog,
  choose,
  filter,
  line,
  row,
  sample,
  statusSays,
  withFolder,
} from './person';

let sockeye: Sockeye | undefined;

afterEach(async () => {
  await sockeye?.close();
  sockeye = undefined;
});

describe('saving', () => {
  it('writes the displayed packets as pcap, and opens them again', async () => {
    await withFolder(async (folder) => {
      const target = join(folder, 'arp.pcap');
      sockeye = await launchSockeye({ files: [sample] });
      const { page } = sockeye;
      await statusSays(page, 'Packets: 393');
      await filter(page, 'arp');
      await statusSays(page, /Displayed: (?!393)\d+/);
      const displayed = /Displayed: (\d+)/.exec((await page.getByRole('status').textContent()) ?? '')?.[1];
      await answerSaveDialog(sockeye, target);
      await choose(page, 'File', 'Save As');
      const dialog = page.getByRole('dialog', { name: 'Save capture as' });
      await dialog.getByRole('combobox', { name: 'File format' }).selectOption('pcap');
      await dialog.getByRole('radio', { name: /^Displayed/ }).check();
      await dialog.getByRole('button', { name: 'Save …' }).click();
      await page.getByText('Saved as arp.pcap.').first().waitFor();
      await answerOpenDialog(sockeye, target);
      await page.keyboard.press('Control+o');
      await statusSays(page, `Packets: ${displayed} · Displayed: ${displayed} (100.0%)`);
    });
  });

  it('keeps a comment in a pcapng file', async () => {
    await withFolder(async (folder) => {
      const target = join(folder, 'commented.pcapng');
      sockeye = await launchSockeye({ files: [sample] });
      const { page } = sockeye;
      await statusSays(page, 'Packets: 393');
      await row(page, 'Standard query 0x').click();
      const index = await page.locator('[role="row"][aria-selected="true"]').getAttribute('aria-rowindex');
      await page.keyboard.press('Control+Alt+c');
      await page.getByRole('textbox', { name: 'Comment 1' }).fill('Who asked for this?');
      await page.getByRole('button', { name: 'Keep' }).click();
      await page.waitForFunction(() => document.title.includes('sample.pcapng (comments not saved)'));
      await answerSaveDialog(sockeye, target);
      await choose(page, 'File', 'Save As');
      await page.getByRole('button', { name: 'Save …' }).click();
      await page.getByText('Saved as commented.pcapng.').first().waitFor();
      await answerOpenDialog(sockeye, target);
      await page.keyboard.press('Control+o');
      await page.waitForFunction(() => document.title.includes('commented.pcapng'));
      await statusSays(page, 'Packets: 393');
      await page.keyboard.press('Control+g');
      await page.getByRole('textbox', { name: 'Packet number' }).fill(index ?? '');
      await page.keyboard.press('Enter');
      await line(page, /^▸Frame/).dblclick();
      await line(page, 'Who asked for this?').waitFor();
    });
  });

  it('exports the displayed packets as CSV and JSON', async () => {
    await withFolder(async (folder) => {
      sockeye = await launchSockeye({ files: [sample] });
      const { page } = sockeye;
      await statusSays(page, 'Packets: 393');
      await filter(page, 'arp');
      await statusSays(page, /Displayed: (?!393)\d+/);
      for (const format of ['csv', 'json']) {
        const target = join(folder, `arp.${format}`);
        await answerSaveDialog(sockeye, target);
        await choose(page, 'File', 'Export Packet Dissections', `As ${format.toUpperCase()}…`);
        await page.getByRole('button', { name: 'Save …' }).click();
        await page.getByText(`Saved as arp.${format}.`).first().waitFor();
      }
      const csv = await readFile(join(folder, 'arp.csv'), 'utf8');
      expect(csv.split('\n')[0]).toContain('"Protocol"');
      expect(csv).toContain('ARP');
      const json = JSON.parse(await readFile(join(folder, 'arp.json'), 'utf8')) as unknown[];
      expect(json.length).toBe(csv.trim().split('\n').length - 1);
    });
  });
});

/** Following streams: opening, reading, finding, clicking through, saving, keeping up with a file that grows, hostile bytes. */
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Recording, TcpConversation } from '../captures/conversation';
import { pcapFile } from '../captures/write';
import { launchSockeye } from './launch';
import { answerSaveDialog, choose, filter, row, sample, statusSays, withFolder } from './person';

const patience = 120_000;

const client = { mac: '02:00:00:00:00:01', address: '192.0.2.1' };
const server = { mac: '02:00:00:00:00:02', address: '192.0.2.2' };

function conversation(serverPort = 80): { readonly recording: Recording; readonly talk: TcpConversation } {
  const recording = new Recording(1_700_000_000_000_000_000n);
  const talk = new TcpConversation(recording, { client, server, clientPort: 40000, serverPort, roundTrip: 0.01 });
  return { recording, talk };
}

/** The text of the stream's view, as far as it is on show. */
const spoken = (view: Locator): Locator => view.locator('pre');

async function follow(page: Page, info: string, kind: string): Promise<Locator> {
  await row(page, info).click();
  await choose(page, 'Analyze', 'Follow', `${kind} Stream`);
  return page.getByRole('region', { name: new RegExp(`^${kind} stream \\d+$`) });
}

test('a TCP stream opens from its packet, is searched, clicked through and saved', { timeout: patience }, async () => {
  await withFolder(async (folder) => {
    const sockeye = await launchSockeye({ files: [sample] });
    const { page } = sockeye;
    try {
      await statusSays(page, 'Packets: 393');
      await filter(page, 'tcp.stream == 0');
      const view = await follow(page, 'GET / HTTP/1.1', 'TCP');
      await spoken(view).filter({ hasText: 'GET / HTTP/1.1' }).waitFor({ state: 'attached' });

      await view.getByRole('textbox', { name: 'Find in stream' }).fill('http/1.1');
      await view
        .locator('output')
        .filter({ hasText: /^1 of \d+$/ })
        .waitFor();
      await view.getByRole('button', { name: 'Next match' }).click();
      await view
        .locator('output')
        .filter({ hasText: /^2 of \d+$/ })
        .waitFor();

      // The second line in view is still the request; the answer's first packet has a mark.
      const mark = view.getByRole('list', { name: 'Packets of the stream' }).getByRole('button').nth(1);
      const packet = /^Packet (\d+):/.exec((await mark.getAttribute('title')) ?? '')?.[1];
      await mark.click();
      await page.getByRole('tab', { name: 'sample.pcapng' }).click();
      const chosen = page.getByRole('grid', { name: 'Packet list' }).getByRole('row', { selected: true });
      await chosen.filter({ hasText: `${packet}` }).waitFor();
      await page.getByRole('tab', { name: 'TCP stream 0' }).click();

      const saved = join(folder, 'client.bin');
      await answerSaveDialog(sockeye, saved);
      await view.getByRole('radio', { name: /^Client/ }).click();
      await view.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Saved as client.bin.').waitFor();
      expect((await readFile(saved, 'latin1')).startsWith('GET / HTTP/1.1\r\n')).toBe(true);
      expect(sockeye.complaints).toEqual([]);
    } finally {
      await sockeye.close();
    }
  });
});

test('a stream is followed while its file grows, and stands still when paused', { timeout: patience }, async () => {
  await withFolder(async (folder) => {
    const { recording, talk } = conversation();
    talk.open().sendOnly('client', 'first words\n');
    const begun = recording.sorted();
    talk.wait(0.1).sendOnly('server', 'second words\n');
    const answered = recording.sorted();
    talk.wait(0.1).sendOnly('server', 'third words\n');
    const whole = pcapFile(recording.sorted());
    const endOf = (packets: Parameters<typeof pcapFile>[0]): number => pcapFile(packets).length;
    const path = join(folder, 'growing.pcap');
    await writeFile(path, whole.subarray(0, endOf(begun)));
    const sockeye = await launchSockeye({ files: [path] });
    const { page } = sockeye;
    try {
      await statusSays(page, `Packets: ${begun.length}`);
      const view = await follow(page, 'SYN', 'TCP');
      await spoken(view).filter({ hasText: 'first words' }).waitFor({ state: 'attached' });
      await appendFile(path, whole.subarray(endOf(begun), endOf(answered)));
      await spoken(view).filter({ hasText: 'second words' }).waitFor({ state: 'attached' });
      await view.getByRole('button', { name: 'Live' }).click();
      await appendFile(path, whole.subarray(endOf(answered)));
      await view.getByRole('button', { name: 'Paused: 12 B more' }).click();
      await spoken(view).filter({ hasText: 'third words' }).waitFor({ state: 'attached' });
      expect(sockeye.complaints).toEqual([]);
    } finally {
      await sockeye.close();
    }
  });
});

test('escape sequences and lines without end are shown, and change nothing', { timeout: patience }, async () => {
  await withFolder(async (folder) => {
    const { recording, talk } = conversation(23);
    const hostile = '\x1b]0;owned\x07\x1b]52;c;b3duZWQ=\x07\x1b[2J\x1b[8;1;1t\x9b31m\u202egnp.exe\x00\x07\x1b[6n';
    talk.open().sendOnly('server', hostile);
    for (let i = 0; i < 800; i++) talk.wait(0.0001).sendOnly('server', 'A'.repeat(1400));
    talk.wait(0.1).sendOnly('server', '\nthe end');
    const path = join(folder, 'hostile.pcap');
    await writeFile(path, pcapFile(recording.sorted()));
    const sockeye = await launchSockeye({ files: [path] });
    const { page } = sockeye;
    try {
      await statusSays(page, `Packets: ${recording.sorted().length}`);
      const view = await follow(page, 'SYN', 'TCP');
      await spoken(view).filter({ hasText: '\\x1b]0;owned\\x07' }).waitFor({ state: 'attached' });
      await spoken(view).filter({ hasText: '\\u202egnp.exe\\x00' }).waitFor({ state: 'attached' });
      await view.getByRole('document', { name: 'Bytes of the stream' }).press('End');
      await spoken(view).filter({ hasText: 'the end' }).waitFor({ state: 'attached' });
      expect(await page.title()).toBe('hostile.pcap — Sockeye');
      await view.getByRole('button', { name: 'Replay as terminal' }).click();
      await view.getByRole('document', { name: 'Replay as terminal' }).locator('.xterm-screen').waitFor();
      await view.getByRole('button', { name: 'End replay' }).click();
      expect(await page.title()).toBe('hostile.pcap — Sockeye');
      expect(sockeye.complaints).toEqual([]);
    } finally {
      await sockeye.close();
    }
  });
});

/** HTTP exchanges, verdicts and problem connections: listed, read, exported, clicked through. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { launchSockeye, type Sockeye } from './launch';
import {
  answerOpenDialog,
  answerSaveDialog,
  choose,
  clipboard,
  filterText,
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

async function open(): Promise<Sockeye> {
  sockeye = await launchSockeye({ files: [sample] });
  await statusSays(sockeye.page, 'Packets: 393');
  return sockeye;
}

/** Writes a picture where SOCKEYE_E2E_PICTURES names a folder. */
async function picture({ page }: Sockeye, name: string): Promise<void> {
  const folder = process.env.SOCKEYE_E2E_PICTURES;
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
}

describe('HTTP exchanges', () => {
  it('are listed, sorted, found, and read in full', async () => {
    const shown = await open();
    const { page } = shown;
    await choose(page, 'Statistics', 'HTTP Exchanges');
    const list = page.getByRole('grid', { name: 'HTTP exchanges' });
    const rows = list.locator('[role="row"][aria-rowindex]');
    await page.getByText('7 exchanges').waitFor();
    expect(await rows.count()).toBe(7);

    await list.getByRole('button', { name: 'Total' }).click();
    await rows.first().filter({ hasText: 'http://shop.example/checkout' }).waitFor();
    await page.getByRole('searchbox', { name: /^Find in method/ }).fill('5xx');
    await page.getByText('No exchange matches.').waitFor();
    await page.getByRole('searchbox', { name: /^Find in method/ }).fill('500');
    await page.getByText('1 of 7 exchanges').waitFor();
    await rows.filter({ hasText: '500 server error' }).click();
    await page.getByText('HTTP/1.1 500 Internal Server Error').waitFor();
    await page.getByRole('radio', { name: 'Response body' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Body' }).inputValue()).toMatch(/^\{\n {2}"/);
    await picture(shown, 'exchange-body');

    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await expect.poll(() => clipboard(shown)).toMatch(/^curl .*http:\/\/shop\.example\/checkout/s);
    await rows.filter({ hasText: '500 server error' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Filter This Exchange' }).click();
    await page.getByRole('tab', { name: 'sample.pcapng' }).click();
    await expect.poll(() => filterText(page)).toContain('tcp.stream == 3 && frame.number >= 280');
    expect(shown.complaints).toEqual([]);
  });

  it('show images of allowed kinds alone, and never what the server calls them', async () => {
    const shown = await open();
    const { page } = shown;
    await choose(page, 'Statistics', 'HTTP Exchanges');
    const rows = page.getByRole('grid', { name: 'HTTP exchanges' }).locator('[role="row"][aria-rowindex]');
    await rows.filter({ hasText: 'text/html' }).click();
    await page.getByRole('radio', { name: 'Response body' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Body' }).inputValue()).toMatch(/^<!doctype html>/);
    expect(await page.locator('iframe, object, embed').count()).toBe(0);
    await picture(shown, 'exchange-html');
    expect(shown.complaints).toEqual([]);
  });

  it('are exported as HAR and as files', async () => {
    await withFolder(async (folder) => {
      const shown = await open();
      const { page } = shown;
      await choose(page, 'Statistics', 'HTTP Exchanges');
      await page.getByText('7 exchanges').waitFor();
      await answerSaveDialog(shown, join(folder, 'shop.har'));
      await page.getByRole('button', { name: 'Export HAR …' }).click();
      await page.getByText('Written: shop.har').first().waitFor();
      const { log } = JSON.parse(await readFile(join(folder, 'shop.har'), 'utf8'));
      expect(log.entries).toHaveLength(7);
      expect(log.entries[0].request.url).toBe('http://shop.example/');

      await answerOpenDialog(shown, folder);
      await page.getByRole('button', { name: 'Export Objects …' }).click();
      await page
        .getByText(/objects written to/)
        .first()
        .waitFor();
      const names = await readdir(folder);
      expect(names).toContain('salmon.jpg');
      expect(names).toContain('checkout.json');
      expect((await readFile(join(folder, 'salmon.jpg'))).length).toBe(148_000);
    });
  });
});

describe('problem connections', () => {
  it('list the bad streams, say why, and lead to their packets', async () => {
    const shown = await open();
    const { page } = shown;
    await page.getByRole('button', { name: '5 problem connections' }).click();
    const list = page.getByRole('grid', { name: 'Problem connections' });
    const rows = list.locator('[role="row"][aria-rowindex]');
    await page.getByText('5 TCP streams with something wrong').waitFor();
    const report = page.getByRole('region', { name: 'In plain words' });
    await report.waitFor();
    await expect(rows.first().getAttribute('aria-selected')).resolves.toBe('true');
    await rows.filter({ hasText: 'Zero window' }).click();
    await report.getByText(/window was zero for/).waitFor();
    await page
      .getByRole('list', { name: 'Connection timeline' })
      .getByRole('button', { name: /^zero window/ })
      .waitFor();
    await picture(shown, 'problems');
    await report.getByRole('button', { name: '#327' }).click();
    await page
      .getByRole('tab', { name: /^Packets|sample/ })
      .first()
      .click();
    await row(page, 'TCP ZeroWindow').waitFor();
    await expect.poll(() => page.locator('[role="row"][aria-selected="true"]').first().textContent()).toContain('327');
    await choose(page, 'Analyze', 'Verdict on This Stream');
    await page.getByRole('tab', { name: 'Verdict: Stream 4' }).waitFor();
    await picture(shown, 'verdict');
    expect(shown.complaints).toEqual([]);
  });
});

/** Following streams: opening, reading, finding, clicking through, saving, and keeping up with a file that grows. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { launchSockeye } from './launch';
import { answerSaveDialog, choose, filter, row, sample, statusSays, withFolder } from './person';

test('a TCP stream opens from its packet, is searched, clicked through and saved', async () => {
  await withFolder(async (folder) => {
    const sockeye = await launchSockeye({ files: [sample] });
    const { page } = sockeye;
    try {
      await statusSays(page, 'Packets: 393');
      await filter(page, 'tcp.stream == 0');
      await row(page, 'GET / HTTP/1.1').click();
      await choose(page, 'Analyze', 'Follow', 'TCP Stream');
      const view = page.getByRole('region', { name: 'TCP stream 0' });
      await view.locator('pre').filter({ hasText: 'GET / HTTP/1.1' }).waitFor({ state: 'attached' });
      if (process.env.SHOT) await page.screenshot({ path: `${process.env.SHOT}-text.png` });

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
      if (process.env.SHOT) await page.screenshot({ path: `${process.env.SHOT}-find.png` });

      await view.getByRole('combobox', { name: 'Show as' }).selectOption('Hex dump');
      await view.locator('pre').filter({ hasText: '47 45 54 20 2f 20' }).waitFor({ state: 'attached' });
      if (process.env.SHOT) await page.screenshot({ path: `${process.env.SHOT}-hex.png` });

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

/** Views beside the packets: opened, put beside the list, closed. */
import { expect, test } from 'vitest';
import { launchSockeye } from './launch';
import { choose, filterText, sample, statusSays } from './person';

test('the protocol hierarchy opens in a tab, gives a filter, and goes with its capture', async () => {
  const sockeye = await launchSockeye({ files: [sample] });
  const { page } = sockeye;
  try {
    await statusSays(page, 'Packets: 393');
    await choose(page, 'Statistics', 'Protocol Hierarchy');
    const table = page.getByRole('grid', { name: 'Protocol Hierarchy' });
    const dns = table
      .getByRole('row')
      .filter({ hasText: /^Domain Name System/ })
      .first();
    await dns.waitFor();
    await expect(page.getByRole('grid', { name: 'Packet list' }).isVisible()).resolves.toBe(false);

    await page.getByRole('button', { name: 'Show beside the packets' }).click();
    await page.getByRole('grid', { name: 'Packet list' }).waitFor();
    await dns.dblclick();
    await statusSays(page, /Displayed: (?!393)/);
    await expect(filterText(page)).resolves.toBe('dns');
    await page.getByText('Packets that match dns').waitFor();

    await choose(page, 'File', 'Close');
    await page.getByRole('tab', { name: 'Protocol Hierarchy' }).waitFor({ state: 'detached' });
    expect(sockeye.complaints).toEqual([]);
  } finally {
    await sockeye.close();
  }
});

test('context menus open by Shift+F10 and the menu key where the focus is, and give it back', async () => {
  const sockeye = await launchSockeye({ files: [sample] });
  const { page } = sockeye;
  try {
    await statusSays(page, 'Packets: 393');
    const opensBy = async (key: string, name: string): Promise<void> => {
      await page.keyboard.press(key);
      await page.getByRole('menu', { name }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('menu', { name }).waitFor({ state: 'detached' });
    };
    await page.getByRole('grid', { name: 'Packet list' }).focus();
    await opensBy('Shift+F10', 'Packet list');
    await opensBy('ContextMenu', 'Packet list');
    await page.getByRole('tree').focus();
    await opensBy('Shift+F10', 'Packet details');
    await choose(page, 'Statistics', 'Endpoints');
    const table = page.getByRole('grid', { name: 'Endpoints' });
    await table.getByRole('row').nth(1).click();
    await opensBy('Shift+F10', 'Endpoints');
    await page.keyboard.press('F10');
    await page.getByRole('menu', { name: 'File' }).waitFor();
    expect(sockeye.complaints).toEqual([]);
  } finally {
    await sockeye.close();
  }
});

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

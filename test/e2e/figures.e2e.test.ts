/** Tables of figures about the displayed packets. */
import { expect, test } from 'vitest';
import { launchSockeye } from './launch';
import { choose, filterText, sample, statusSays } from './person';

test('conversations, endpoints and expert information are counted, and lead to packets', async () => {
  const sockeye = await launchSockeye({ files: [sample] });
  const { page } = sockeye;
  try {
    await statusSays(page, 'Packets: 393');
    await choose(page, 'Statistics', 'Endpoints');
    const endpoints = page.getByRole('grid', { name: 'Endpoints' });
    await endpoints.getByRole('row').filter({ hasText: '203.0.113.80' }).first().waitFor();

    await choose(page, 'Analyze', 'Expert Information');
    const expert = page.getByRole('grid', { name: 'Expert Information' });
    await expert.getByRole('row').filter({ hasText: 'Warning' }).first().waitFor();

    await choose(page, 'Statistics', 'Conversations');
    const conversations = page.getByRole('grid', { name: 'Conversations' });
    await conversations.getByRole('columnheader', { name: 'Stream' }).click();
    const first = conversations.getByRole('row').filter({ hasText: '49812' }).first();
    await first.dblclick();
    await statusSays(page, /Displayed: (?!393)/);
    await page.getByRole('tab', { name: 'sample.pcapng' }).click();
    await expect(filterText(page)).resolves.toMatch(/^tcp\.stream == \d+$/);
    expect(sockeye.complaints).toEqual([]);
  } finally {
    await sockeye.close();
  }
});

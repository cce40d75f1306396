/** Following a real connection on loopback while the capture runs: by the toolbar's button, live, paused, and to its end. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { launchSockeye } from './launch';
import { answerQuestions, loopback, obstacle, skipped, startOn } from './live-window';
import { row } from './person';

describe.skipIf(obstacle !== undefined)(`a stream of a running capture${skipped}`, () => {
  test('is followed live, stands still when paused, and tells its end', { timeout: 180_000 }, async () => {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    const sockeye = await launchSockeye();
    const { page } = sockeye;
    try {
      await startOn(page, loopback, `tcp port ${port}`);
      const accepted = once(listener, 'connection');
      const client = connect(port, '127.0.0.1');
      const [server] = (await accepted) as [Socket];
      // Only a side that reads sees the other's end.
      server.resume();
      client.resume().write('first words\n');
      await row(page, '[SYN]').click();
      await page
        .getByRole('toolbar', { name: 'Main toolbar' })
        .getByRole('button', { name: 'Follow TCP or UDP Stream' })
        .click();
      const view = page.getByRole('region', { name: 'TCP stream 0' });
      const says = (text: string): Promise<void> =>
        view.locator('pre').filter({ hasText: text }).waitFor({ state: 'attached' });
      await says('first words');
      server.write('second words\n');
      await says('second words');

      await view.getByRole('button', { name: 'Live' }).click();
      server.write('third words\n');
      await view.getByRole('button', { name: 'Paused: 12 B more' }).waitFor();
      expect(await view.locator('pre').textContent()).not.toContain('third');
      await view.getByRole('button', { name: 'Paused: 12 B more' }).click();
      await says('third words');

      const closed = once(server, 'close');
      client.end();
      server.end();
      await closed;
      await view.getByText(/^Closed by the/).waitFor();
      expect(sockeye.complaints).toEqual([]);
    } finally {
      listener.close();
      await answerQuestions(sockeye, 'Discard');
      await sockeye.close();
    }
  });
});

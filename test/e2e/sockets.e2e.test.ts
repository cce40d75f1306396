/** The sockets of this machine, and a console that uses one by hand. */
import { createServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { launchSockeye } from './launch';
import { choose } from './person';

/** A server on this machine that answers each line in capitals. */
async function withServer(work: (port: number) => Promise<void>): Promise<void> {
  const server: Server = createServer((socket) => {
    socket.on('data', (bytes) => socket.write(`${bytes.toString().toUpperCase()}\u001b]0;owned\u0007`));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work((server.address() as { port: number }).port);
  } finally {
    server.close();
  }
}

test('a listener of a known program is in the table, and a console talks to it', async () => {
  await withServer(async (port) => {
    const sockeye = await launchSockeye();
    const { page } = sockeye;
    try {
      await choose(page, 'Tools', 'Sockets');
      const table = page.getByRole('grid', { name: 'Sockets' });
      await page.getByRole('searchbox', { name: 'Search sockets' }).fill(`127.0.0.1:${port}`);
      const listener = table.getByRole('row').filter({ hasText: 'Listening' });
      await listener.filter({ hasText: `· ${process.pid}` }).click();

      await page.getByRole('button', { name: 'Connect to it' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Connect' }).click();
      const log = page.getByRole('log', { name: 'What happened' });
      await page.getByText('Open', { exact: true }).waitFor();
      await page.getByRole('textbox', { name: 'Message' }).fill('hello');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await log.getByText(/^HELLO/).waitFor();
      // What tried to drive the terminal is shown as what it is.
      await log.getByText(/owned/).waitFor();
      await expect(page.title()).resolves.not.toContain('owned');

      await table.getByRole('row').filter({ hasText: 'Established' }).first().waitFor();
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await page.getByText('Closed', { exact: true }).first().waitFor();
      expect(sockeye.complaints).toEqual([]);
    } finally {
      await sockeye.close();
    }
  });
});

test('a console says why nobody answers', async () => {
  let free = 0;
  await withServer(async (port) => {
    free = port;
  });
  const sockeye = await launchSockeye();
  const { page } = sockeye;
  try {
    await choose(page, 'Tools', 'New Socket Console…');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Port' }).fill(String(free));
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('log', { name: 'What happened' }).getByText('ECONNREFUSED').waitFor();
    await page.getByRole('button', { name: 'Open again' }).waitFor();
  } finally {
    await sockeye.close();
  }
});

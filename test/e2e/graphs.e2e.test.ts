/** What is drawn of a TCP stream, and the packets as a sequence. */
import { expect, test } from 'vitest';
import { launchSockeye } from './launch';
import { choose, filter, row, sample, statusSays } from './person';

test('a stream is drawn as graphs, and a point leads to its packet', async () => {
  const sockeye = await launchSockeye({ files: [sample] });
  const { page } = sockeye;
  try {
    await statusSays(page, 'Packets: 393');
    await filter(page, 'tcp.stream == 0');
    await row(page, 'GET / HTTP/1.1').click();
    await choose(page, 'Statistics', 'TCP Stream Graphs');
    await page.getByRole('tab', { name: 'Graphs of TCP stream 0' }).waitFor();
    for (const name of ['Sequence (Stevens)', 'Throughput', 'Round trip', 'Window scaling', 'Sequence (tcptrace)']) {
      await page.getByRole('radio', { name }).click();
      await page.getByRole('img', { name }).locator('canvas').waitFor();
    }
    await page.getByRole('radio', { name: 'Sequence (Stevens)' }).click();
    const drawing = page.getByRole('img', { name: 'Sequence (Stevens)' }).locator('.u-over');
    const { width, height } = (await drawing.boundingBox())!;
    // The stream's last segment stands where both axes end; the values' axis ends a twentieth above the highest one.
    const last = { x: width - 3, y: height * 0.05 };
    await drawing.hover({ position: last });
    const told = await page.getByText(/^Packet [\d,]+ · .* · Sequence number [\d,]+/).textContent();
    await drawing.click({ position: last });
    await page.getByRole('tab', { name: 'sample.pcapng' }).click();
    const number = /^Packet (\d+)/.exec(told ?? '')?.[1];
    const chosen = page.getByRole('grid', { name: 'Packet list' }).getByRole('row', { selected: true });
    await chosen.filter({ hasText: `${number}` }).waitFor();
    expect(sockeye.complaints).toEqual([]);
  } finally {
    await sockeye.close();
  }
});

test('the sequence diagram draws the displayed packets between their hosts', async () => {
  const sockeye = await launchSockeye({ files: [sample] });
  const { page } = sockeye;
  try {
    await statusSays(page, 'Packets: 393');
    await filter(page, 'dns');
    await choose(page, 'Statistics', 'Sequence Diagram of Displayed Packets');
    const diagram = page.getByRole('grid', { name: 'Sequence Diagram' });
    await diagram.getByRole('columnheader').filter({ hasText: '192.0.2.53' }).waitFor();
    const answer = diagram.getByRole('row').filter({ hasText: 'Standard query response' }).first();
    const number = Number(await answer.getByRole('gridcell').first().textContent());
    await answer.click();
    await page.getByRole('tab', { name: 'sample.pcapng' }).click();
    const chosen = page.getByRole('grid', { name: 'Packet list' }).getByRole('row', { selected: true });
    await chosen.filter({ hasText: String(number) }).waitFor();
    expect(sockeye.complaints).toEqual([]);
  } finally {
    await sockeye.close();
  }
});

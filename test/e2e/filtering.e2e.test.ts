/** Writing display filters: by keyboard with completion, by clicks, by dragging, from bytes; saving them; macros. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { launchSockeye, type Sockeye } from './launch';
import { choose, clipboard, filter, filterText, line, row, sample, statusSays } from './person';

let sockeye: Sockeye;

beforeAll(async () => {
  sockeye = await launchSockeye({ files: [sample] });
  await statusSays(sockeye.page, 'Packets: 393');
});

afterAll(() => sockeye?.close());

beforeEach(async () => {
  await filter(sockeye.page, '');
  await statusSays(sockeye.page, 'Displayed: 393');
  await sockeye.page.getByRole('grid', { name: 'Packet list' }).focus();
  await sockeye.page.keyboard.press('Home');
});

const field = () => sockeye.page.getByRole('textbox', { name: 'Display filter' });
const alert = (text: string | RegExp) => sockeye.page.getByRole('alert').filter({ hasText: text });

describe('typing', () => {
  it('completes fields, operators and values of this capture', async () => {
    const { page } = sockeye;
    await page.keyboard.press('Control+/');
    await page.keyboard.type('tcp.por');
    await page.getByRole('option', { name: /^tcp\.port/ }).waitFor();
    await page.keyboard.press('Tab');
    expect(await filterText(page)).toBe('tcp.port');
    await page.keyboard.type(' ');
    await page.getByRole('option', { name: /^== / }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await filterText(page)).toBe('tcp.port == ');
    await page.getByRole('option', { name: /^8080/ }).waitFor();
    await page.keyboard.type('808');
    await page.keyboard.press('Tab');
    await expect.poll(() => filterText(page)).toBe('tcp.port == 8080');
    await page.keyboard.press('Enter');
    await statusSays(page, 'Displayed: 51');
  });

  it('shows the packets before Enter is pressed, and Escape goes back', async () => {
    const { page } = sockeye;
    await filter(page, 'tcp');
    await statusSays(page, 'Displayed: 345');
    await field().fill('arp');
    await statusSays(page, /Displayed: (?!393|345)\d+/);
    await page.getByRole('option', { name: /^arp/ }).first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('option').first().waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await statusSays(page, 'Displayed: 345');
    expect(await filterText(page)).toBe('tcp');
  });

  it('waits for Enter when that is chosen', async () => {
    const { page } = sockeye;
    const toggle = async () => {
      await page.getByRole('button', { name: 'Recent display filters' }).click();
      await page.getByRole('menuitemcheckbox', { name: 'Apply While Typing' }).click();
    };
    await toggle();
    await field().fill('arp');
    await expect.poll(() => field().getAttribute('aria-invalid')).toBe(null);
    await page.waitForTimeout(700);
    await statusSays(page, 'Displayed: 393');
    await field().press('Enter');
    await statusSays(page, /Displayed: (?!393)\d+/);
    await toggle();
  });

  it('says what is wrong, and where', async () => {
    await field().fill('tcp.port == 80 && ip.no_such == 3');
    await alert('ip.no_such').waitFor();
    expect(await field().getAttribute('aria-invalid')).toBe('true');
    const waves = await field().evaluate((element) =>
      [...element.querySelectorAll('*')]
        .filter((part) => getComputedStyle(part).textDecorationStyle === 'wavy')
        .map((part) => part.textContent)
        .join(''),
    );
    expect(waves).toBe('ip.no_such');
  });

  it('warns of deprecated forms and applies them all the same', async () => {
    const { page } = sockeye;
    await field().fill('tcp.port ~= 80');
    await page.getByRole('note').filter({ hasText: 'deprecated' }).waitFor();
    await field().press('Enter');
    await statusSays(page, /Displayed: (?!393)\d+/);
  });

  it('says that a pattern was stopped, and filters on', async () => {
    const { page } = sockeye;
    await filter(page, String.raw`frame matches "(.*)*\\1x"`);
    await alert('The search was stopped').waitFor();
    await filter(page, 'tcp');
    await statusSays(page, 'Displayed: 345');
    expect(await field().getAttribute('aria-invalid')).toBe(null);
  });

  it('makes one line of several', async () => {
    const { page } = sockeye;
    await field().focus();
    await sockeye.application.evaluate(({ clipboard: board }) => board.writeText('tcp\n  && ip.src == 10.30.0.10\r\n'));
    await page.keyboard.press('Control+v');
    await expect.poll(() => filterText(page)).toBe('tcp && ip.src == 10.30.0.10 ');
  });

  it('goes through the filters applied before', async () => {
    const { page } = sockeye;
    await filter(page, 'udp');
    await filter(page, 'icmp');
    await statusSays(page, /Displayed: (?!393)\d+/);
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => filterText(page)).toBe('udp');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => filterText(page)).toBe('icmp');
  });

  it('offers the display filter that a capture filter means', async () => {
    const { page } = sockeye;
    await field().fill('tcp port 8080 and host 10.30.0.10');
    await alert('tcp.port == 8080').waitFor();
    await page.keyboard.press('Escape');
    await field().fill('tcp port 8080');
    await alert('tcp.port == 8080').waitFor();
    await field().press('Tab');
    await expect.poll(() => filterText(page)).toBe('tcp.port == 8080');
    await statusSays(page, 'Displayed: 51');
  });
});

describe('without typing', () => {
  it('is built from what is in the capture', async () => {
    const { page } = sockeye;
    await page.getByRole('button', { name: 'Build…' }).click();
    const builder = page.getByRole('dialog', { name: 'Build a filter' });
    await builder.getByRole('option', { name: /tcp\.port == 8080/ }).click();
    await statusSays(page, 'Displayed: 51');
    await builder.getByRole('combobox').fill('retransmission');
    await builder.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => filterText(page)).toMatch(/^tcp\.port == 8080 && tcp\.analysis\./);
    await statusSays(page, /Displayed: (?!393|51)\d+/);
    await page.keyboard.press('Escape');
    await builder.waitFor({ state: 'detached' });
  });

  it('comes from bytes that are selected', async () => {
    const { page } = sockeye;
    await row(page, 'Standard query 0x').click();
    const bytes = page.getByRole('region', { name: 'Packet bytes' });
    const byte = (offset: number) => bytes.locator(`[data-offset="${offset}"]`).first();
    await byte(36).hover();
    await page.mouse.down();
    await byte(37).hover();
    await page.mouse.up();
    await statusSays(page, '2 bytes selected at 36');
    await choose(page, 'Analyze', 'Prepare as Filter', 'Selected');
    await expect.poll(() => filterText(page)).toMatch(/^udp\[2:2\] == [\da-f]{2}:[\da-f]{2}$/);
    await byte(12).click();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await statusSays(page, '4 bytes selected at 12');
    await byte(12).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Prepare as Filter: frame[12:4]' }).hover();
    await page.getByRole('menuitem', { name: 'Selected', exact: true }).click();
    await expect.poll(() => filterText(page)).toMatch(/^frame\[12:4\] == 08:00:45:/);
  });

  it('comes from a field or a cell that is dragged onto the bar', async () => {
    const { page } = sockeye;
    await row(page, 'Standard query 0x').click();
    await line(page, /^[▸▾]?Internet Protocol Version 4/).dragTo(field());
    await expect.poll(() => filterText(page)).toBe('ip');
    await row(page, 'Standard query 0x').getByRole('gridcell').nth(2).dragTo(field());
    await expect.poll(() => filterText(page)).toMatch(/^ip && ip\.src == /);
  });

  it('is copied, alone and as a command line', async () => {
    const { page } = sockeye;
    await filter(page, 'http.host == "shop.example"');
    await choose(page, 'Edit', 'Copy', 'Display Filter as Command Line');
    await expect.poll(() => clipboard(sockeye)).toBe(`sockeye -r ${sample} -Y 'http.host == "shop.example"'`);
    await choose(page, 'Edit', 'Copy', 'Display Filter');
    await expect.poll(() => clipboard(sockeye)).toBe('http.host == "shop.example"');
  });
});

describe('what is known of fields', () => {
  it('is looked up in the field reference', async () => {
    const { page } = sockeye;
    await choose(page, 'Help', 'Field Reference');
    await page.getByRole('searchbox').fill('http response code');
    const table = page.getByRole('grid', { name: 'Field Reference' });
    await table
      .getByRole('row', { name: /^http\.response\.code/ })
      .first()
      .dblclick();
    await expect.poll(() => filterText(page)).toMatch(/^http\.response\.code/);
    await choose(page, 'View', 'Next Tab');
    await page.keyboard.press('Control+F4');
  });
});

test('fields are looked up before a capture is open', async () => {
  const { application, page, complaints, close } = await launchSockeye({});
  await choose(page, 'Help', 'Field Reference');
  await page.getByRole('searchbox').fill('tcp.port');
  const table = page.getByRole('grid', { name: 'Field Reference' });
  await table.getByRole('row', { name: /^tcp\.port / }).click();
  await page.getByRole('button', { name: 'Copy Name' }).waitFor();
  expect(await page.getByRole('button', { name: 'Add to the Filter Bar' }).count()).toBe(0);

  // The process that knows them may be killed; the next question starts another one.
  const isKilled = await application.evaluate(({ app }) => {
    const knowing = app.getAppMetrics().find(({ name }) => name === 'Sockeye fields');
    return knowing !== undefined && process.kill(knowing.pid, 'SIGKILL');
  });
  expect(isKilled).toBe(true);
  await page.getByRole('searchbox').fill('udp.port');
  const again = page.getByRole('button', { name: 'Try Again' });
  const row = table.getByRole('row', { name: /^udp\.port / });
  await again.or(row).waitFor();
  if (await again.isVisible()) await again.click();
  await row.waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('saved filters and macros are there after a restart', async () => {
  const userData = await mkdtemp(join(tmpdir(), 'sockeye-e2e-'));
  try {
    const first = await launchSockeye({ files: [sample], userData });
    await statusSays(first.page, 'Packets: 393');
    await choose(first.page, 'Analyze', 'Display Filter Macros…');
    const macros = first.page.getByRole('dialog', { name: 'Display Filter Macros' });
    await macros.getByRole('button', { name: 'New macro' }).click();
    await macros.getByRole('textbox', { name: 'Name' }).nth(1).fill('port_of');
    await macros.getByRole('textbox', { name: 'Text' }).nth(1).fill('(tcp.port == $1 || udp.port == $1)');
    await macros.getByRole('button', { name: 'Keep' }).click();
    await filter(first.page, '$port_of(8080)');
    await statusSays(first.page, 'Displayed: 51');
    await choose(first.page, 'Analyze', 'Save Display Filter…');
    const dialog = first.page.getByRole('dialog', { name: 'Save display filter' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('the other shop');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await first.page.getByRole('button', { name: 'the other shop' }).waitFor();
    expect(first.complaints).toEqual([]);
    await first.close();

    const second = await launchSockeye({ files: [sample], userData });
    await statusSays(second.page, 'Displayed: 393');
    await second.page.getByRole('button', { name: 'the other shop' }).click();
    await statusSays(second.page, 'Displayed: 51');
    await second.close();
  } finally {
    await rm(userData, { recursive: true, force: true });
  }
});

/** Looking at packets: the list, the tree, the bytes, filters, finding, copying. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

describe('a packet', () => {
  it('is selected, its layers open, and a field lights its bytes', async () => {
    const { page } = sockeye;
    await row(page, 'Standard query 0x').click();
    await line(page, /^▸?Internet Protocol Version 4/).dblclick();
    await line(page, 'Time to Live').click();
    expect(await line(page, 'Time to Live').getAttribute('aria-selected')).toBe('true');
    await statusSays(page, 'ip.ttl · 1 byte at 22');
    const bytes = page.getByRole('region', { name: 'Packet bytes' });
    expect(await bytes.locator('.chosen').first().getAttribute('data-offset')).toBe('22');
  });

  it('opens the field of a byte that is clicked', async () => {
    const { page } = sockeye;
    await row(page, 'Standard query 0x').click();
    await page.getByRole('region', { name: 'Packet bytes' }).locator('[data-offset="23"]').first().click();
    await statusSays(page, 'ip.proto · 1 byte at 23');
    expect(await line(page, /^Protocol: UDP/).getAttribute('aria-selected')).toBe('true');
  });

  it('is shown as the four layers of TCP/IP', async () => {
    const { page } = sockeye;
    await row(page, 'Standard query 0x').click();
    const strip = page.getByRole('group', { name: 'Layers' });
    await strip.getByRole('button', { name: /^Transport/ }).click();
    await statusSays(page, /udp · 8 bytes at 34/);
    expect(await strip.getByRole('button').count()).toBe(4);
  });

  it('is walked through with the keyboard alone', async () => {
    const { page } = sockeye;
    await page.getByRole('grid', { name: 'Packet list' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.locator('[role="row"][aria-selected="true"][aria-rowindex="2"]').waitFor();
    await page.keyboard.press('End');
    await page.locator('[role="row"][aria-selected="true"][aria-rowindex="393"]').waitFor();
    await page.keyboard.press('F6');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    expect(await line(page, /^▾?Frame 393/).getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowLeft');
    expect(await line(page, /^▸?Frame 393/).getAttribute('aria-expanded')).toBe('false');
  });
});

describe('the display filter', () => {
  it('shows the packets that match', async () => {
    const { page } = sockeye;
    await filter(page, 'arp');
    await statusSays(page, /Packets: 393 · Displayed: \d+ \(\d+\.\d%\)/);
    const shown = page.locator('[role="row"][aria-rowindex]');
    await expect.poll(async () => (await shown.allTextContents()).every((text) => text.includes('ARP'))).toBe(true);
  });

  it('says what is wrong with it', async () => {
    const { page } = sockeye;
    const field = page.getByRole('textbox', { name: 'Display filter' });
    await field.fill('ip.no_such_field');
    await page.getByRole('alert').filter({ hasText: 'ip.no_such_field' }).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
  });

  it('comes from the selected field', async () => {
    const { page } = sockeye;
    await row(page, 'Standard query 0x').click();
    await line(page, /Internet Protocol Version 4/).click();
    await page.keyboard.press('ArrowRight');
    await line(page, 'Protocol: UDP').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Apply as Filter' }).hover();
    await page
      .getByRole('menu', { name: 'Apply as Filter' })
      .getByRole('menuitem', { name: 'Selected', exact: true })
      .click();
    await expect.poll(() => filterText(page)).toBe('ip.proto == 17');
    await statusSays(page, /Displayed: (?!393)\d+/);
  });
});

describe('finding and copying', () => {
  it('finds a text in the list', async () => {
    const { page } = sockeye;
    await page.getByRole('grid', { name: 'Packet list' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+f');
    const bar = page.getByRole('search', { name: 'Find packet' });
    await bar.getByRole('combobox', { name: 'Kind of search' }).selectOption('text');
    await bar.getByRole('textbox').fill('standard query response');
    await bar.getByRole('textbox').press('Enter');
    await page.locator('[role="row"][aria-selected="true"]').filter({ hasText: 'Standard query response' }).waitFor();
    await page.keyboard.press('Escape');
    await bar.waitFor({ state: 'detached' });
  });

  it('goes to a packet by its number, and back', async () => {
    const { page } = sockeye;
    await page.getByRole('grid', { name: 'Packet list' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+g');
    await page.getByRole('textbox', { name: 'Packet number' }).fill('200');
    await page.keyboard.press('Enter');
    await page.locator('[role="row"][aria-selected="true"][aria-rowindex="200"]').waitFor();
    await page.keyboard.press('Alt+ArrowLeft');
    await page.locator('[role="row"][aria-selected="true"][aria-rowindex="1"]').waitFor();
  });

  it('copies a value, a field name and bytes', async () => {
    const { page } = sockeye;
    await row(page, 'Standard query 0x').click();
    await page.getByRole('region', { name: 'Packet bytes' }).locator('[data-offset="22"]').first().click();
    await statusSays(page, 'ip.ttl');
    await choose(page, 'Edit', 'Copy', 'Value');
    await expect.poll(() => clipboard(sockeye)).toMatch(/^\d+$/);
    const ttl = Number(await clipboard(sockeye));
    await choose(page, 'Edit', 'Copy', 'Field Name');
    await expect.poll(() => clipboard(sockeye)).toBe('ip.ttl');
    await choose(page, 'Edit', 'Copy Bytes', '…as a Hex Stream');
    await expect.poll(() => clipboard(sockeye)).toBe(ttl.toString(16).padStart(2, '0'));
  });

  it('marks and ignores packets', async () => {
    const { page } = sockeye;
    await row(page, 'Standard query 0x').click();
    await page.keyboard.press('Control+m');
    await statusSays(page, 'Marked: 1');
    await page.keyboard.press('Control+m');
    await page.getByRole('status').filter({ hasNotText: 'Marked' }).waitFor();
    await page.keyboard.press('Control+d');
    await statusSays(page, 'Ignored: 1');
    await page.keyboard.press('Control+d');
    await page.getByRole('status').filter({ hasNotText: 'Ignored' }).waitFor();
  });
});

describe('columns', () => {
  it('shows any field as a column', async () => {
    const { page } = sockeye;
    await row(page, 'Standard query 0x').click();
    await page.getByRole('region', { name: 'Packet bytes' }).locator('[data-offset="22"]').first().click();
    await statusSays(page, 'ip.ttl');
    await page.keyboard.press('Control+Shift+i');
    await page.getByRole('columnheader', { name: 'Time to Live' }).waitFor();
    const cells = page.locator('[role="row"][aria-selected="true"] [role="gridcell"]');
    await expect.poll(async () => (await cells.allTextContents())[6]).toMatch(/^\d+$/);
    await page.getByRole('columnheader', { name: 'Time to Live' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Remove This Column' }).click();
    await page.getByRole('columnheader', { name: 'Time to Live' }).waitFor({ state: 'detached' });
  });
});

describe('the themes', () => {
  it('are both there, and the choice is kept', async () => {
    const { page } = sockeye;
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await choose(page, 'View', 'Theme', 'Dark');
    await expect.poll(background).toBe('rgb(23, 25, 27)');
    await choose(page, 'View', 'Theme', 'Light');
    await expect.poll(background).toBe('rgb(251, 251, 250)');
    await choose(page, 'View', 'Theme', 'Follow the System');
  });
});

/** What a person does in the window, by the roles and names that they see. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Sockeye } from './launch';

/** The capture that comes with the program. */
export const sample = resolve(import.meta.dirname, '../../resources/sample.pcapng');

/** A folder for the files of one test, which is removed after it. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sockeye-e2e-files-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Waits until the status bar says this. */
export async function statusSays(page: Page, text: string | RegExp): Promise<void> {
  await page.getByRole('status').filter({ hasText: text }).waitFor();
}

/** Chooses a command from the menu bar: the menu, submenus, the command. */
export async function choose(page: Page, menu: string, ...path: string[]): Promise<void> {
  await page.getByRole('menubar').getByRole('menuitem', { name: menu, exact: true }).click();
  for (const name of path.slice(0, -1)) await entry(page, name).hover();
  await entry(page, path[path.length - 1]).click();
}

function entry(page: Page, name: string): Locator {
  return page
    .getByRole('menu')
    .locator('[role^="menuitem"]')
    .filter({ hasText: new RegExp(`^[✓•]?${literally(name)}`) })
    .first();
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

export function row(page: Page, text: string | RegExp): Locator {
  return page
    .getByRole('grid', { name: 'Packet list' })
    .locator('[role="row"][aria-rowindex]')
    .filter({ hasText: text })
    .first();
}

export function line(page: Page, text: string | RegExp): Locator {
  return page.getByRole('tree', { name: 'Packet details' }).getByRole('treeitem').filter({ hasText: text }).first();
}

/** Types a display filter and applies it. */
export async function filter(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Display filter' });
  await field.fill(text);
  await field.press('Enter');
}

/** The display filter as it stands in its field. */
export async function filterText(page: Page): Promise<string> {
  return (await page.getByRole('textbox', { name: 'Display filter' }).textContent()) ?? '';
}

/** Answers the next open dialogs with a file. */
export async function answerOpenDialog({ application }: Sockeye, path: string): Promise<void> {
  await application.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** Answers the next save dialogs with a file. */
export async function answerSaveDialog({ application }: Sockeye, path: string): Promise<void> {
  await application.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, path);
}

/** What the clipboard holds. */
export function clipboard({ application }: Sockeye): Promise<string> {
  return application.evaluate(({ clipboard: board }) => board.readText());
}

/** Drops a file onto the middle of the window. */
export async function dropFile(page: Page, path: string): Promise<void> {
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'dropped-file';
    document.body.append(input);
  });
  await page.setInputFiles('#dropped-file', path);
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#dropped-file');
    const carried = new DataTransfer();
    if (input?.files?.[0]) carried.items.add(input.files[0]);
    input?.remove();
    document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer: carried, bubbles: true, cancelable: true }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true }));
  });
}

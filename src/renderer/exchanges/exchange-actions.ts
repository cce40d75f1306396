/** What can be done with an exchange, from its menu and its buttons. */
import type { ExchangeRow, MessageSide } from '../../shared/exchanges-contract';
import { copyText } from '../actions/copying';
import { applyFilter } from '../actions/filter';
import { goToPacket } from '../actions/find';
import { notify, run } from '../actions/notices';
import { openTab } from '../actions/tabs';
import { askEngine } from '../bridge/engine-client';
import { askMain } from '../bridge/main-client';
import type { MenuItem } from '../controls/menu-item';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';

const words = messages.exchanges;
type Which = 'all' | 'displayed' | number[];

export function goToMessage(row: ExchangeRow, side: MessageSide): void {
  const frames = row[side];
  if (frames) goToPacket(frames.first);
}

/** The filter of an exchange: its stream, from its first packet to its last. */
export function exchangeFilter({ stream, request, response }: ExchangeRow): string {
  const frames = [request, response].flatMap((side) => (side ? [side.first, side.last] : []));
  return `tcp.stream == ${stream} && frame.number >= ${Math.min(...frames)} && frame.number <= ${Math.max(...frames)}`;
}

export async function copyCurl(row: ExchangeRow): Promise<void> {
  const command = await askEngine('exchangeAsCurl', { exchange: row.index });
  if (command === '') throw new Error(words.noCurl);
  await copyText(command);
  notify(words.copied);
}

async function copyUrl({ url }: ExchangeRow): Promise<void> {
  await copyText(url);
  notify(words.copied);
}

/** Runs something that writes, and shows how far it is. */
async function writing(name: string, work: () => Promise<{ readonly kind: 'done' | 'cancelled' }>): Promise<boolean> {
  app.set({ task: { title: words.saving(name), fraction: 0 }, notice: undefined });
  try {
    const { kind } = await work();
    if (kind === 'cancelled') notify(words.cancelled);
    return kind === 'done';
  } finally {
    app.set({ task: undefined });
  }
}

export async function saveBody(row: ExchangeRow, side: MessageSide): Promise<void> {
  const suggestedName = await askEngine('exchangeBodyName', { exchange: row.index, side });
  const target = await askMain('chooseTarget', { title: words.saveBodyTitle, suggestedName, extension: '*' });
  if (!target) return;
  const { token, name } = target;
  if (await writing(name, () => askEngine('saveExchangeBody', { exchange: row.index, side, token })))
    notify(words.saved(name));
}

export async function exportHar(which: Which): Promise<void> {
  const base = (app.get().capture?.name ?? 'capture').replace(/\.[^.]*$/, '');
  const target = await askMain('chooseTarget', {
    title: words.harTitle,
    suggestedName: `${base}.har`,
    extension: 'har',
  });
  if (!target) return;
  const { token, name } = target;
  if (await writing(name, () => askEngine('exportHar', { which, token }))) notify(words.saved(name));
}

/** Export Objects: the bodies as files in a folder that the user chooses. */
export async function exportObjects(which: Which): Promise<void> {
  const count = await askEngine('countObjects', { which });
  if (count === 0) throw new Error(words.noObjects);
  const target = await askMain('chooseFolder', { title: words.folderTitle });
  if (!target) return;
  const { token, name } = target;
  if (await writing(name, () => askEngine('exportObjects', { which, token }))) notify(words.objectsSaved(count, name));
}

export function exchangeMenu(row: ExchangeRow): MenuItem[] {
  const item = (title: string, act: () => void, enabled = true): MenuItem => ({
    kind: 'command',
    title,
    enabled,
    run: act,
  });
  return [
    item(words.goToRequest, () => goToMessage(row, 'request'), row.request !== undefined),
    item(words.goToResponse, () => goToMessage(row, 'response'), row.response !== undefined),
    { kind: 'separator' },
    item(words.filterThis, () => run(applyFilter(exchangeFilter(row)))),
    item(words.followStream, () => run(applyFilter(`tcp.stream == ${row.stream}`))),
    item(messages.problems.open, () => openTab({ kind: 'verdict', stream: row.stream })),
    { kind: 'separator' },
    item(words.copyUrl, () => run(copyUrl(row)), row.request !== undefined),
    item(words.copyCurl, () => run(copyCurl(row)), row.request !== undefined),
    { kind: 'separator' },
    item(words.saveBody, () => run(saveBody(row, 'response')), row.response !== undefined),
    item(words.exportThese, () => run(exportObjects([row.index]))),
    item(words.harThis, () => run(exportHar([row.index])), row.request !== undefined),
  ];
}

/** Finding packets: by what the find bar says, by mark, by conversation, by number. */
import type { FindQuery } from '../../shared/view';
import { askEngine } from '../bridge/engine-client';
import { messages } from '../messages/messages';
import { app, type FindState } from '../state/app-state';
import { movedByHand } from './auto-scroll';
import { notify, run } from './notices';
import { focusPane } from './panes';
import { selectFrame, selectIndex } from './selection';
import { changeSettings } from './settings';

export function openFind(): void {
  const { find, settings } = app.get();
  if (find.open) focusPane('find');
  else changeFind({ open: true, kind: settings.findKind, message: '' });
}

/** Chooses what is looked for; the next search begins with the same. */
export function chooseFindKind(kind: FindState['kind']): void {
  changeFind({ kind, message: '' });
  changeSettings({ findKind: kind });
}

export function closeFind(): void {
  changeFind({ open: false, message: '' });
  run(askEngine('cancelFind', undefined));
}

export function changeFind(change: Partial<FindState>): void {
  app.set({ find: { ...app.get().find, ...change } });
}

/** Looks on from the selected packet, as the find bar says. */
export async function findNext(backwards: boolean): Promise<void> {
  const { find } = app.get();
  if (find.text === '') {
    openFind();
    return;
  }
  const query = queryOf(find);
  if (query === undefined) {
    changeFind({ message: messages.find.noHex });
    return;
  }
  changeFind({ searching: true, message: '' });
  try {
    const found = await look(query, backwards);
    changeFind({ searching: false, message: found === 'none' ? messages.find.nothing : '' });
  } catch (error) {
    changeFind({ searching: false, message: error instanceof Error ? error.message : String(error) });
  }
}

/** Selects the next packet that a query finds. Rejects with the sentence when the query is wrong. */
async function look(query: FindQuery, backwards: boolean): Promise<'none' | 'cancelled' | 'found'> {
  const { selection } = app.get();
  const result = await askEngine('find', { query, from: selection?.number ?? 0, backwards });
  if ('message' in result) throw new Error(result.message);
  if (typeof result.found === 'string') return result.found;
  return (await selectFrame(result.found)) ? 'found' : 'none';
}

function queryOf(find: FindState): FindQuery | undefined {
  switch (find.kind) {
    case 'filter':
      return { kind: 'filter', text: find.text };
    case 'hex': {
      const bytes = parseHex(find.text);
      return bytes && { kind: 'bytes', bytes };
    }
    case 'text':
    case 'regex':
      return {
        kind: 'text',
        text: find.text,
        in: find.in,
        caseSensitive: find.caseSensitive,
        regularExpression: find.kind === 'regex',
      };
  }
}

/** Pairs of hexadecimal digits, with or without separators or `0x`. Undefined when it is none. */
export function parseHex(text: string): Uint8Array | undefined {
  const digits = text.replace(/^0x/i, '').replaceAll(/[\s:.-]/g, '');
  if (digits === '' || digits.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Selects the next packet that a display filter names, such as the next marked one. */
export async function goToMatch(filter: string, backwards: boolean, none: string): Promise<void> {
  if ((await look({ kind: 'filter', text: filter }, backwards)) === 'none') notify(none);
}

/** Go > Next and Previous Packet in Conversation. */
export async function stepInConversation(step: 'next' | 'previous'): Promise<void> {
  const { selection } = app.get();
  if (!selection) return;
  const number = await askEngine('conversationStep', { from: selection.number, step });
  if (number === undefined) notify(messages.find.conversationEnds);
  else await selectFrame(number);
}

/** Moves the selection by so many rows. */
export function moveSelection(by: number): Promise<void> {
  return selectIndex((app.get().selection?.index ?? -by) + by);
}

export function goToFirst(): Promise<void> {
  return selectIndex(0);
}

export async function goToLast(): Promise<void> {
  await selectIndex((app.get().capture?.view.count ?? 1) - 1);
  movedByHand(true);
}

/** Selects a packet that some view points at; says why when that cannot be. */
export function goToPacket(number: number): void {
  run(
    goToNumber(number).then((refused) => {
      if (refused !== undefined) notify(refused);
    }),
  );
}

/** Go > Go to Packet. Gives the sentence that says why not, when it cannot. */
export async function goToNumber(number: number): Promise<string | undefined> {
  const packets = app.get().capture?.status?.packets ?? 0;
  if (!Number.isInteger(number) || number < 1 || number > packets) return messages.goTo.outside(packets);
  return (await selectFrame(number)) ? undefined : messages.goTo.hidden(number);
}

/** Follows the selected line to the packet it points at. */
export async function goToLinked(): Promise<void> {
  const { detail, node } = app.get();
  const link = detail?.nodes[node]?.link;
  if (link === undefined) return;
  if (!(await selectFrame(link))) notify(messages.goTo.hidden(link));
}

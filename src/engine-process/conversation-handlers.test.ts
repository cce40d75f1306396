/** Counting of conversations, endpoints and expert messages as the page asks for it: in slices, the latest question first. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PacketView, Session } from '../engine/session';
import { openSession } from '../engine/session/open-session';
import { createNodeHost } from '../node-host/node-host';
import { conversationHandlers } from './conversation-handlers';

let session: Session;
let shown: PacketView;
let ask: ReturnType<typeof conversationHandlers>;

function show(filter: string): void {
  const view = session.view(filter);
  if ('message' in view) throw new Error(view.message);
  while (view.advance(1000));
  shown = view;
}

beforeAll(async () => {
  session = await openSession(createNodeHost(), new URL('../../resources/sample.pcapng', import.meta.url).pathname);
  while (session.advance(1000));
  show('');
  ask = conversationHandlers(session, () => shown);
});
afterAll(() => session.close());

test('counts what is displayed', async () => {
  const all = await ask.conversations({ layer: 'tcp' });
  show('tcp.stream == 0');
  const one = await ask.conversations({ layer: 'tcp' });
  show('');
  if (all.kind !== 'counted' || one.kind !== 'counted') throw new Error();
  expect(one.value).toHaveLength(1);
  expect(all.value.length).toBeGreaterThan(1);
  const ends = await ask.endpoints({ layer: 'ip' });
  if (ends.kind !== 'counted') throw new Error();
  expect(ends.value.length).toBeGreaterThan(1);
  const expert = await ask.expertMessages(undefined);
  if (expert.kind !== 'counted') throw new Error();
  expect(expert.value.length).toBeGreaterThan(0);
});

test('gives up what nobody waits for any more, and only that', async () => {
  // Without end, so that the first question is still open when the second one comes.
  const endless = () => ({ advance: () => true, value: () => [] });
  const statistics = { conversations: endless, endpoints: endless };
  const slow = conversationHandlers({ statistics } as unknown as Session, () => shown);
  const first = slow.conversations({ layer: 'tcp' });
  const others = slow.endpoints({ layer: 'tcp' });
  const second = slow.conversations({ layer: 'udp' });
  expect(await first).toEqual({ kind: 'cancelled' });
  await slow.cancelCounting(undefined);
  expect(await second).toEqual({ kind: 'cancelled' });
  expect(await others).toEqual({ kind: 'cancelled' });
});

test('tells what went wrong', async () => {
  const failing = { advance: () => true, value: () => [] };
  let steps = 0;
  failing.advance = () => {
    if (++steps > 2) throw new Error('The file cannot be read.');
    return true;
  };
  const statistics = { expertMessages: () => failing };
  const broken = conversationHandlers({ statistics } as unknown as Session, () => shown);
  await expect(broken.expertMessages(undefined)).rejects.toThrow('cannot be read');
});

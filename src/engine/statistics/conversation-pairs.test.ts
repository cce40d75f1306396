/** Conversations and endpoints put together from packets. */
import { expect, test } from 'vitest';
import { ConversationPairs } from './conversation-pairs';

const end = (address: string, port = -1) => ({ address, port });

test('who sends first is the first end, and both directions count in one conversation', () => {
  const pairs = new ConversationPairs();
  const there = pairs.find(end('a', 1), end('b', 2), 0, 1, 10n);
  pairs.add(there, 100, 10n);
  const back = pairs.find(end('b', 2), end('a', 1), 0, 2, 30n);
  pairs.add(back, 60, 30n);
  expect(back).toBe(there ^ 1);
  expect(pairs.conversations()).toEqual([
    {
      first: end('a', 1),
      second: end('b', 2),
      stream: 0,
      sent: { packets: 1, bytes: 100 },
      received: { packets: 1, bytes: 60 },
      start: 10n,
      duration: 20n,
      frame: 1,
    },
  ]);
});

test('the same ends in another stream are another conversation, and the same endpoints', () => {
  const pairs = new ConversationPairs();
  for (const stream of [0, 1]) pairs.add(pairs.find(end('a', 1), end('b', 2), stream, stream + 1, 0n), 50, 0n);
  expect(pairs.count).toBe(2);
  expect(pairs.endpoints()).toEqual([
    { ...end('a', 1), sent: { packets: 2, bytes: 100 }, received: { packets: 0, bytes: 0 } },
    { ...end('b', 2), sent: { packets: 0, bytes: 0 }, received: { packets: 2, bytes: 100 } },
  ]);
});

test('packets out of the order of their times widen the duration', () => {
  const pairs = new ConversationPairs();
  const number = pairs.find(end('a'), end('b'), -1, 1, 0n);
  for (const time of [0n, -29n, 20n]) pairs.add(number, 1, time);
  expect(pairs.conversations()[0]).toMatchObject({ start: -29n, duration: 49n });
});

test('who speaks with himself only sends', () => {
  const pairs = new ConversationPairs();
  const number = pairs.find(end('a'), end('a'), -1, 1, 0n);
  expect(pairs.isLoop(number)).toBe(true);
  expect(pairs.find(end('a'), end('a'), -1, 2, 0n)).toBe(number);
});

/** States of many conversations: each its own, the latest kept, the eldest forgotten. */
import { expect, test } from 'vitest';
import { ConversationStates } from './conversation-states';

test('each conversation and key has a state of its own', () => {
  const states = new ConversationStates();
  const count = 20_000;
  for (let i = 0; i < count; i++) states.get(i * 7, 'a', () => ({ i, key: 'a' }));
  for (let i = 0; i < count; i++) states.get(i * 7, 'b', () => ({ i, key: 'b' }));
  const never = (): never => {
    throw new Error('forgotten');
  };
  for (let i = 0; i < count; i++) {
    expect(states.get(i * 7, 'a', never)).toEqual({ i, key: 'a' });
    expect(states.get(i * 7, 'b', never)).toEqual({ i, key: 'b' });
  }
});

test('a packet without a conversation has one, too', () => {
  const states = new ConversationStates();
  const first = states.get(-1, 'a', () => ({}));
  states.get(5, 'a', () => ({}));
  expect(states.get(-1, 'a', () => ({}))).toBe(first);
});

test('those not used for longest are forgotten', () => {
  const states = new ConversationStates();
  const first = states.get(0, 'a', () => ({}));
  const second = states.get(1, 'a', () => ({}));
  for (let i = 2; i < 100_000; i++) {
    states.get(i, 'a', () => ({}));
    if (i % 1000 === 0) states.get(1, 'a', () => ({}));
  }
  expect(states.get(1, 'a', () => ({}))).toBe(second);
  expect(states.get(0, 'a', () => ({}))).not.toBe(first);
});

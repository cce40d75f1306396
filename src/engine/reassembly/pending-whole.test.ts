/** What of a whole under construction is copied, and what is left where it is. */
import { expect, test } from 'vitest';
import { PendingWhole } from './pending-whole';

const counted = Uint8Array.from({ length: 100 }, (_, index) => index + 1);

function pendingOf(limit: number): PendingWhole {
  const pending = new PendingWhole();
  pending.begin(0);
  pending.limit = limit;
  pending.add(40, counted, 40, 60, 2, 0);
  pending.add(0, counted, 0, 40, 1, 0);
  return pending;
}

test('without a limit every byte is there, whatever the order', () => {
  const pending = pendingOf(Number.POSITIVE_INFINITY);
  expect(pending.isLimited).toBe(false);
  expect(pending.look(100).subarray(0, 100)).toEqual(counted);
});

test('behind the limit a whole reads as zeros, also where another one was looked at before', () => {
  pendingOf(50).look(100);
  const pending = pendingOf(8);
  expect(pending.isLimited).toBe(true);
  const seen = pending.look(100).subarray(0, 100);
  expect(seen.subarray(0, 8)).toEqual(counted.subarray(0, 8));
  expect(seen.subarray(8).every((byte) => byte === 0)).toBe(true);
  expect([pending.filled, pending.held, pending.count]).toEqual([100, 100, 2]);
});

test('what was left out can be put in later', () => {
  const pending = pendingOf(8);
  pending.complete(counted.slice());
  expect(pending.isLimited).toBe(false);
  expect(pending.look(100)).toEqual(counted);
});

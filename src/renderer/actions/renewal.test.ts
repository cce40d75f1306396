import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Renewal } from './renewal';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A renewal whose answers take so many milliseconds, and the times at which it asked and was answered. */
function watched({ took = 0, unfinished = 0 }: { took?: number; unfinished?: number } = {}) {
  const asked: number[] = [];
  const told: number[] = [];
  const began = performance.now();
  const now = (): number => Math.round(performance.now() - began);
  const renewal = new Renewal(
    () => {
      asked.push(now());
      return new Promise<void>((resolve) => setTimeout(resolve, took));
    },
    () => told.push(now()) > unfinished,
    () => undefined,
  );
  return { renewal, asked, told };
}

test('asks once a second while something changes all the time, and not at all while nothing does', async () => {
  const { renewal, asked } = watched();
  renewal.hurry();
  for (let time = 0; time < 3000; time += 50) {
    renewal.change();
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(asked.length).toBeGreaterThanOrEqual(3);
  expect(asked.length).toBeLessThanOrEqual(4);
  await vi.advanceTimersByTimeAsync(2000);
  const before = asked.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(before);
  // After a long rest the first change is answered at once.
  renewal.change();
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toHaveLength(before + 1);
});

test('leaves an engine that needs long ten times as long to itself', async () => {
  const { renewal, asked } = watched({ took: 500 });
  renewal.hurry();
  for (let time = 0; time < 12_000; time += 100) {
    renewal.change();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(asked).toEqual([0, expect.closeTo(5500, -2), expect.closeTo(11_000, -2)]);
});

test('asks on without a change until the answer is finished', async () => {
  const { renewal, told } = watched({ unfinished: 3 });
  renewal.hurry();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toHaveLength(4);
});

test('does not wait when another thing is asked about, and tells no answer about the one before', async () => {
  const { renewal, asked, told } = watched({ took: 800 });
  renewal.hurry();
  await vi.advanceTimersByTimeAsync(100);
  renewal.hurry();
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual([0, 100]);
  expect(told).toEqual([900]);
  renewal.change();
  expect(renewal.end()).toBe(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(2);
});

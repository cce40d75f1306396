import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SocketSource } from '../table/socket-source';
import { OwnerWatch, ownerBudget } from './owner-watch';

const nothing = { rows: [], removed: [], namespaces: 1, problem: '' };

/** Other programs take so many milliseconds for each refresh. */
function elsewhere(milliseconds: number): SocketSource & { questions: number } {
  return {
    questions: 0,
    mayFindMore: false,
    worksElsewhere: true,
    get mayHaveNews() {
      this.questions++;
      return undefined;
    },
    async refresh() {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      return nothing;
    },
  };
}

describe('watching owners through programs that this one starts', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sockeye-watch-'));
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    rmSync(folder, { recursive: true, force: true });
  });

  test('looks after the longest pause, and does not wake in between', async () => {
    const source = elsewhere(1);
    const watch = new OwnerWatch(join(folder, 'capture'), source);
    await vi.advanceTimersByTimeAsync(20 * ownerBudget.longest);
    watch.stop();
    expect(watch.looks).toBeGreaterThanOrEqual(19);
    expect(source.questions).toBeLessThanOrEqual(watch.looks);
  });

  test('spends no more than its share of the time that they take', async () => {
    const took = 300;
    const watch = new OwnerWatch(join(folder, 'capture'), elsewhere(took));
    const minutes = 10;
    await vi.advanceTimersByTimeAsync(minutes * 60_000);
    watch.stop();
    const allowed = minutes * 60_000 * ownerBudget.share + ownerBudget.saved;
    expect((watch.looks - 2) * took).toBeLessThanOrEqual(allowed);
    expect(watch.looks * took).toBeGreaterThan(allowed / 2);
  });
});

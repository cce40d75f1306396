import { expect, test } from 'vitest';
import type { StreamLine } from './layout/stream-line';
import { tileBytes } from './layout/tile';
import { StreamWindow } from './stream-window';
import type { TileStore } from './tile-store';

/** A window of so many rows over tiles with so many lines; where a tile has none, a line before it goes on through it. */
function windowOver(counts: readonly number[], rows: number) {
  const tiles = counts.map((count, tile) =>
    Array.from({ length: count }, (_, line) => {
      const from = tile * tileBytes + line * 10;
      let next = tile + 1;
      while (counts[next] === 0) next++;
      const to = line + 1 < count ? from + 10 : next * tileBytes;
      return { from, to, text: `${tile}.${line}` } as StreamLine;
    }),
  );
  const store = { count: tiles.length, load: (tile: number) => Promise.resolve(tiles[tile]) };
  const told: unknown[] = [];
  let changes = 0;
  const shown = new StreamWindow(
    store as unknown as TileStore,
    rows,
    () => {
      changes++;
    },
    (error) => told.push(error),
  );
  const settled = async (move: () => void): Promise<{ lines: string[]; atEnd: boolean }> => {
    const before = changes;
    move();
    await expect.poll(() => changes, { interval: 1 }).toBe(before + 1);
    expect(told).toEqual([]);
    return { lines: shown.lines.map(({ text }) => text), atEnd: shown.atEnd };
  };
  return { shown, settled };
}

test.each([[[4, 4]], [[4, 4, 0]], [[4, 4, 0, 0, 0, 0]]])(
  'the end is the last line, wherever it began: %j',
  async (counts) => {
    const { shown, settled } = windowOver(counts, 3);
    expect(await settled(() => shown.moveToEnd())).toEqual({ lines: ['1.1', '1.2', '1.3'], atEnd: true });
    expect(await settled(() => shown.moveBy(1))).toEqual({ lines: ['1.1', '1.2', '1.3'], atEnd: true });
    expect(await settled(() => shown.moveBy(-1))).toEqual({ lines: ['1.0', '1.1', '1.2'], atEnd: false });
  },
);

test('a window of one row shows the last line', async () => {
  const { shown, settled } = windowOver([4, 0], 1);
  expect(await settled(() => shown.moveToEnd())).toEqual({ lines: ['0.3'], atEnd: true });
  expect(await settled(() => shown.moveBy(-1))).toEqual({ lines: ['0.2'], atEnd: false });
});

test('a position inside of a long line is in the line, however many tiles it fills', async () => {
  const { shown, settled } = windowOver([2, 2, 0, 0, 2, 2], 2);
  expect(await settled(() => shown.moveTo(3 * tileBytes + 5))).toEqual({ lines: ['1.1', '4.0'], atEnd: false });
});

test('a stream that is shorter than the window is at its end', async () => {
  const { shown, settled } = windowOver([2, 0], 5);
  expect(await settled(() => shown.moveBy(0))).toEqual({ lines: ['0.0', '0.1'], atEnd: true });
});

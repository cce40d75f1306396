import { expect, test, vi } from 'vitest';

let asked = 0;
vi.mock('../bridge/engine-client', () => ({
  askEngine: () => {
    asked++;
    return Promise.reject(new Error('busy'));
  },
}));

const { TileStore } = await import('./tile-store');

test('a tile that could not be read is asked for again', async () => {
  const shape = { id: 1, side: 'both', form: {}, columns: 80, gapText: () => '' };
  const store = new TileStore(shape as never, 100);
  await expect(store.load(0)).rejects.toThrow('busy');
  expect(store.held(0)).toBeUndefined();
  await expect(store.load(0)).rejects.toThrow('busy');
  expect(asked).toBe(2);
});

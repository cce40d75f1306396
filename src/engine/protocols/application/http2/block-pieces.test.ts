/** Pieces of a header block: in order, in one buffer however many they are, and nothing beyond the bound. */
import { expect, test } from 'vitest';
import { BlockPieces, largestPacked } from './block-pieces';

test('pieces follow one another, copied from where they lay', () => {
  const pieces = new BlockPieces();
  const frame = Uint8Array.of(1, 2, 3);
  pieces.add(frame);
  frame.fill(9);
  for (let i = 4; i < 1000; i++) pieces.add(Uint8Array.of(i & 0xff));
  expect([...pieces.whole]).toEqual(Array.from({ length: 999 }, (_, index) => (index + 1) & 0xff));
});

test('many pieces need no more memory than their bytes, and empty ones none', () => {
  const pieces = new BlockPieces();
  pieces.add(Uint8Array.of(1));
  const { buffer } = pieces.whole;
  for (let i = 0; i < 1000; i++) expect(pieces.add(new Uint8Array(0))).toBe(true);
  expect(pieces.whole.buffer).toBe(buffer);
  for (let i = 1; i < largestPacked; i++) pieces.add(Uint8Array.of(2));
  expect(pieces.whole).toHaveLength(largestPacked);
  expect(pieces.whole.buffer.byteLength).toBe(largestPacked);
});

test('past the bound nothing is held', () => {
  const pieces = new BlockPieces();
  expect(pieces.add(new Uint8Array(largestPacked))).toBe(true);
  expect(pieces.add(Uint8Array.of(1))).toBe(false);
  expect(pieces.whole.buffer.byteLength).toBe(0);
});

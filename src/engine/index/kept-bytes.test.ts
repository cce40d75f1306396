/** Pieces of bytes by number: whole wherever they lie, and none beyond the bounds. */
import { expect, test } from 'vitest';
import { KeptBytes } from './kept-bytes';

const mebibyte = 1 << 20;
const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);

test('pieces are numbered from 1 and copied', () => {
  const kept = new KeptBytes();
  const piece = filled(3, 1);
  expect([kept.add(piece), kept.add(filled(0, 0)), kept.add(filled(2, 2))]).toEqual([1, 2, 3]);
  piece.fill(9);
  expect([1, 2, 3].map((number) => kept.get(number))).toEqual([filled(3, 1), filled(0, 0), filled(2, 2)]);
  expect([kept.get(0), kept.get(4)]).toEqual([undefined, undefined]);
});

test('a piece that does not fit behind the others is whole elsewhere', () => {
  const kept = new KeptBytes();
  const pieces = [filled(mebibyte - 10, 1), filled(20, 2), filled(5, 3)];
  const numbers = pieces.map((piece) => kept.add(piece));
  for (const [index, number] of numbers.entries()) expect(Buffer.compare(kept.get(number)!, pieces[index])).toBe(0);
});

test('more than a mebibyte at once is refused, and more than 64 in all', () => {
  const kept = new KeptBytes();
  expect(kept.add(new Uint8Array(mebibyte + 1))).toBe(0);
  for (let page = 1; page <= 64; page++) expect(kept.add(filled(mebibyte, page))).toBe(page);
  expect(kept.add(filled(1, 0))).toBe(0);
  expect(kept.get(64)?.[0]).toBe(64);
});

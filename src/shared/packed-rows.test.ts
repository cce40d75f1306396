/** Packing rows and unpacking them gives the same rows. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packRows, unpackRows } from './packed-rows';

test('rows survive the way, whatever their text', () => {
  const row = fc.record({
    number: fc.integer({ min: 1, max: 100_000_000 }),
    colour: fc.integer({ min: -1, max: 30 }),
    flags: fc.integer({ min: 0, max: 63 }),
    cells: fc.array(fc.string({ unit: 'grapheme' }), { minLength: 3, maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
      expect(unpackRows(packRows(rows))).toEqual(rows);
    }),
  );
});

test('a byte order mark in a cell stays where it is', () => {
  const rows = [{ number: 1, colour: 0, flags: 0, cells: ['\uFEFFa', 'b'] }];
  expect(unpackRows(packRows(rows))).toEqual(rows);
});

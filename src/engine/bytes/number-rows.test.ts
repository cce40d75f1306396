import { expect, test } from 'vitest';
import { NumberRows } from './number-rows';

test('rows keep their words over the bounds of pages, and begin with zeros', () => {
  const rows = new NumberRows(3);
  for (let row = 0; row < 3000; row++) {
    expect(rows.add()).toBe(row);
    rows.set(row, 0, row);
    rows.set(row, 2, -row);
  }
  expect(rows.length).toBe(3000);
  for (const row of [0, 1023, 1024, 2999])
    expect([0, 1, 2].map((word) => rows.get(row, word))).toEqual([row, 0, 0 - row]);
  expect(rows.bytes).toBe(3 * 1024 * 3 * 4);
});

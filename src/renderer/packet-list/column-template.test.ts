/** Widths of columns. */
import { expect, test } from 'vitest';
import { defaultColumns } from '../../shared/default-settings';
import { columnWidths } from './column-template';

test('addresses give way to Info, times and numbers do not', () => {
  const { template, least } = columnWidths(defaultColumns);
  expect(template).toBe('14px 74px 112px minmax(126px, 200px) minmax(126px, 200px) 88px 68px minmax(300px, 1fr)');
  expect(least).toBe(14 + 74 + 112 + 126 + 126 + 88 + 68 + 300);
});

test('nothing gives way where no column takes the rest', () => {
  const { template, least } = columnWidths(defaultColumns.slice(0, 4));
  expect(template).toBe('14px 74px 112px 200px 200px');
  expect(least).toBe(600);
});

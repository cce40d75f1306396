import { expect, test } from 'vitest';
import { timeText } from './time-text';

const sources = {
  time: 1_773_324_307_021_300_000n,
  sinceReference: 21_300_000n,
  sincePrevious: -400n,
  sinceDisplayed: undefined,
};

test('differences keep their sign and their digits', () => {
  expect(timeText('relative', sources, 6)).toBe('0.021300');
  expect(timeText('delta', sources, 9)).toBe('-0.000000400');
  expect(timeText('delta-displayed', sources, 6)).toBe('');
  expect(timeText('epoch', sources, 0)).toBe('1773324307');
});

test('dates in UTC', () => {
  expect(timeText('utc', sources, 6)).toBe('14:05:07.021300');
  expect(timeText('utc-date', sources, 3)).toBe('2026-03-12 14:05:07.021');
});

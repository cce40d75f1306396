import { expect, it } from 'vitest';
import { seconds, wholeSeconds } from './numbers';

it.each([
  [-5, '0 s'],
  [999, '0 s'],
  [59_999, '59 s'],
  [61_000, '1 min 1 s'],
  [3_600_000, '1 h 0 min'],
  [86_399_999, '23 h 59 min'],
  [90_000_000, '1 d 1 h'],
])('%i milliseconds ago is %s', (milliseconds, text) => {
  expect(wholeSeconds(milliseconds)).toBe(text);
});

it.each([
  [0, '0 s'],
  [0.000_012_3, '12.3 µs'],
  [0.0288, '28.8 ms'],
  [2.432, '2.43 s'],
  [119.7, '1 min 59 s'],
  [18_060, '5 h 1 min'],
])('%d seconds are %s', (value, text) => {
  expect(seconds(value)).toBe(text);
});

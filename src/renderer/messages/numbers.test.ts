import { expect, it } from 'vitest';
import { wholeSeconds } from './numbers';

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

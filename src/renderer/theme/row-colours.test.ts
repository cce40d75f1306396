/** The rows' colours can be read, in both themes. */
import { describe, expect, test } from 'vitest';
import { defaultRules } from '../../shared/default-rules';
import { contrast, fromHsl, parseColour, printColour, toHsl } from './colour';
import { rowColours } from './row-colours';

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  test('has enough contrast in every row', () => {
    for (const { background, text } of rowColours(defaultRules, theme)) {
      expect(contrast(parseColour(text), parseColour(background))).toBeGreaterThanOrEqual(4.5);
    }
  });
});

test('the light theme keeps the backgrounds of the rules', () => {
  expect(rowColours(defaultRules, 'light').map(({ background }) => background)).toEqual(
    defaultRules.map(({ background }) => background),
  );
});

test('the dark theme keeps their hue', () => {
  const http = defaultRules.findIndex(({ name }) => name === 'HTTP');
  const [hue] = toHsl(parseColour(rowColours(defaultRules, 'dark')[http].background));
  expect(hue).toBeCloseTo(toHsl(parseColour(defaultRules[http].background))[0], -1);
});

test('colours survive the way through hue, saturation and lightness', () => {
  for (const colour of ['#12272e', '#e4ffc7', '#a0a0a0', '#ffffff', '#000000', '#c2401c']) {
    expect(printColour(fromHsl(toHsl(parseColour(colour))))).toBe(colour);
  }
});

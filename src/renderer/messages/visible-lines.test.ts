/** Text of several lines. */
import { expect, test } from 'vitest';
import { visibleLines } from './visible-lines';

test('direction signs are shown, line breaks stay', () => {
  expect(visibleLines('a\u202eb\nc\td\r\n\u0007')).toBe('a\\u202eb\nc\td\r\n\\x07');
  expect(visibleLines('Grüße, مرحبا')).toBe('Grüße, مرحبا');
});

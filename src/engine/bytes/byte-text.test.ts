/** Each byte is the character of its number, however many there are. */
import { expect, test } from 'vitest';
import { byteText } from './byte-text';

test('a byte is the character with its number', () => {
  for (const length of [0, 1, 256, 8192, 8193, 20_000]) {
    const bytes = Uint8Array.from({ length }, (_, index) => index & 0xff);
    expect(Array.from(byteText(bytes), (character) => character.charCodeAt(0))).toEqual([...bytes]);
  }
});

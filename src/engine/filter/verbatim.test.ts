import { describe, expect, test } from 'vitest';
import { compilePart, searchForValue } from './verbatim';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a part that values are searched for', () => {
  test('is found in bytes and text, and looked for in packets by one and the same search', () => {
    const inBytes = compilePart(bytes('cd'));
    expect([inBytes.isIn(bytes('abcde')), inBytes.isIn(bytes('abc')), inBytes.isIn('abcde')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(inBytes.search?.(bytes('xcdx'))).toBe(true);
    const inText = compilePart('é');
    expect([inText.isIn('café'), inText.isIn('cafe')]).toEqual([true, false]);
    expect(inText.search?.(bytes('café'))).toBe(true);
  });

  test('is in nothing where it is empty, and without a search where the bytes are not sure', () => {
    for (const empty of [bytes(''), '']) {
      const { isIn, search } = compilePart(empty);
      expect([isIn('abc'), isIn(bytes('abc')), search]).toEqual([false, false, undefined]);
    }
    expect(compilePart('\ufffd').search).toBeUndefined();
    expect(searchForValue(5)).toBeUndefined();
  });
});

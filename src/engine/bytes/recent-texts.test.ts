import { expect, test } from 'vitest';
import { RecentTexts } from './recent-texts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

test('gives the text of the bytes, whatever stood at its place before', () => {
  const texts = new RecentTexts();
  for (let round = 0; round < 2; round++)
    for (let i = 0; i < 1000; i++)
      expect(texts.text(bytesOf(`<text/${i}>`), 1, 6 + String(i).length)).toBe(`text/${i}`);
});

test('takes every byte and any length', () => {
  const texts = new RecentTexts();
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  for (const [from, end] of [
    [0, 256],
    [200, 256],
    [7, 7],
  ] as const)
    expect(texts.text(all, from, end)).toBe(String.fromCharCode(...all.subarray(from, end)));
});

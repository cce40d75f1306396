import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';
import { plainPattern } from './plain-pattern';

const subjects = [
  '',
  'GET /a',
  'get',
  'page=7',
  'a\nb',
  'a.b',
  'tunnel',
  '2026-11-22',
  'aa',
  'é',
  '\x80\xff',
  'x y',
  'foo\r',
  'shop.example',
  'A-B_C',
];

describe('plain patterns', () => {
  test('are those without an open end', () => {
    for (const pattern of [
      'GET|POST',
      'page=[0-9]',
      '^t...el$',
      '\\d{4}-\\d\\d',
      'shop\\.(org|example)',
      '(?-i)GET',
      'a?b?',
      '\\xff',
    ])
      expect(plainPattern(pattern), pattern).toBeDefined();
    for (const pattern of [
      'a*',
      'a+',
      '(a|b)*c',
      '(x+x+)+y',
      'a{2,}',
      '(?=a)',
      '(a)\\1',
      '(?i)a',
      'a?'.repeat(9),
      '(a|b)'.repeat(9),
      'a)',
      '(a',
      '[a',
    ])
      expect(plainPattern(pattern), pattern).toBeUndefined();
  });

  test('match what the safe engine matches', () => {
    const patterns = [
      'GET|POST',
      'page=[0-9]',
      '^t...el$',
      '\\d{4}-\\d\\d',
      'shop\\.(org|example)',
      '(?-i)GET',
      '(?-i)get',
      'a?b',
      'a.b',
      '\\xff',
      '\\s',
      '\\w\\s\\w',
      '[^a-z]$',
      '^$',
      'b\\b',
      '[\\x80-\\xff]{2}',
      'o.?$',
    ];
    for (const pattern of patterns) {
      const safe = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
      const plain = plainPattern(pattern);
      for (const subject of subjects)
        if (plain !== undefined)
          expect(`${pattern} ${JSON.stringify(subject)} ${plain.test(subject)}`).toBe(
            `${pattern} ${JSON.stringify(subject)} ${safe.matcher(subject).find()}`,
          );
    }
  });
});

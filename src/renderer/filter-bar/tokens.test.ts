/** Colouring a filter's text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokens } from './tokens';

test('nothing is lost or added', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(
        tokens(text)
          .map((token) => token.text)
          .join(''),
      ).toBe(text);
    }),
  );
});

test('fields, operators and values are told apart', () => {
  const kinds = tokens('ip.addr == 10.0.0.1 and http.host contains "x"')
    .filter(({ kind }) => kind !== 'plain')
    .map(({ kind, text }) => `${kind}:${text}`);
  expect(kinds).toEqual([
    'field:ip.addr',
    'operator:==',
    'value:10.0.0.1',
    'operator:and',
    'field:http.host',
    'operator:contains',
    'value:"x"',
  ]);
});

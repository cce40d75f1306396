/** Colouring a filter's text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classedTokens } from './token-classes';

const printed = (text: string): string[] =>
  classedTokens(text).map(({ start, end, kind }) => `${kind}:${text.slice(start, end)}`);

test('the parts stand in order and inside the text, whatever is typed', () => {
  const pieces = fc.constantFrom('"', "'", '=', '$', '{', '[', '#', '(', '\\', 'ip.src', ' ', '10.0.0.1/8', '|', 'é');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((list) => list.join('')),
      ),
      (text) => {
        let at = 0;
        for (const { start, end } of classedTokens(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      },
    ),
  );
});

test('fields, operators and values are told apart', () => {
  expect(printed('ip.addr == 10.0.0.1 and http.host contains "x"')).toEqual([
    'field:ip.addr',
    'operator:==',
    'value:10.0.0.1',
    'operator:and',
    'field:http.host',
    'operator:contains',
    'value:"x"',
  ]);
});

test('a field may be compared with a field, a bare name behind an operator is a value', () => {
  expect(printed('tcp.srcport == tcp.dstport')).toContain('field:tcp.dstport');
  expect(printed('http.request.method == GET')).toContain('value:GET');
  expect(printed('tcp.port in {ssh, 80}')).toEqual([
    'field:tcp.port',
    'operator:in',
    'operator:{',
    'value:ssh',
    'operator:,',
    'value:80',
    'operator:}',
  ]);
});

test('functions and macros have colours of their own', () => {
  expect(printed('len(http.host) > 3')[0]).toBe('function:len');
  expect(printed('$private(ip.src)').slice(0, 2)).toEqual(['operator:$', 'macro:private']);
  expect(printed(['$', '{mine}'].join(''))).toContain('macro:mine');
});

test('what is not finished keeps the colours it had', () => {
  expect(printed('ip.addr == 10.0.0.1 && http.host == "sho')).toEqual([
    'field:ip.addr',
    'operator:==',
    'value:10.0.0.1',
    'operator:&&',
    'field:http.host',
    'operator:==',
    'value:"sho',
  ]);
  expect(printed('tcp = 80 or udp')).toEqual(['field:tcp', 'value:80', 'operator:or', 'field:udp']);
});

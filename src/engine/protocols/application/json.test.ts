import { describe, expect, test } from 'vitest';
import { tcpFrames, walkFrames } from '../../decode/testing';
import { isJson } from './json/grammar';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const valid = (text: string) => isJson(bytesOf(text), 0, bytesOf(text).length);
const walk = (body: string) =>
  walkFrames(
    tcpFrames(80, [
      ['server', `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`],
    ]),
  ).at(-1)!;

describe('the grammar', () => {
  test.each(['{}', '[]', ' {"a": [1, -2.5e3, "x\\"", null], "b": {"c": true}} ', '"text"', '12'])(
    'takes %s',
    (text) => {
      expect(valid(text)).toBe(true);
    },
  );
  test.each(['', '{', '{"a"}', '{"a":}', '[1,]', '{"a":1,}', 'abc', '[1 2]', '"open', '1.', '{} x', '[}'])(
    'refuses %s',
    (text) => {
      expect(valid(text)).toBe(false);
    },
  );
  test('stops at a bound where values lie too deep', () => {
    expect(valid('['.repeat(200) + ']'.repeat(200))).toBe(true);
    expect(valid('['.repeat(300) + ']'.repeat(300))).toBe(false);
  });
});

test('members have paths, and escapes are resolved', () => {
  const frame = walk('{"a":{"b":"x\\u0041"},"c":[1]}');
  expect(frame.values('json.key')).toEqual(['b', 'a', 'c']);
  expect(frame.values('json.path_with_value')).toEqual(['/a/b:xA']);
  expect(frame.values('json.value.number')).toEqual(['1']);
});

test('what is no JSON is shown as text', () => {
  const frame = walk('oops');
  expect(frame.protocols).toBe('eth:ethertype:ip:tcp:http:json:data-text-lines');
  expect(frame.column).toBe('HTTP/JSON');
});

import { expect, test } from 'vitest';
import { saying } from './saying';

test('a segment says its flags and how many bytes it carries', () => {
  expect(saying({ protocol: 'TCP', info: '49820 → 80 [SYN] Seq=0 Win=64256 Len=0 MSS=1460' })).toBe('SYN');
  expect(saying({ protocol: 'TCP', info: '[TCP Out-Of-Order] 80 → 49820 [PSH, ACK] Seq=1 Ack=2 Win=3 Len=1448' })).toBe(
    'PSH, ACK · 1448',
  );
});

test('what is above TCP says its own words, and nothing is left blank', () => {
  expect(saying({ protocol: 'HTTP', info: 'GET / HTTP/1.1 ' })).toBe('GET / HTTP/1.1 ');
  expect(saying({ protocol: 'SSH', info: '' })).toBe('SSH');
});

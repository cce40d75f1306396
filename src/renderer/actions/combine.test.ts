/** Joining a term to the filter that is there. */
import { expect, test } from 'vitest';
import { combine } from './combine';

test('each way to join', () => {
  expect(combine('tcp', 'ip.ttl == 64', 'selected')).toBe('ip.ttl == 64');
  expect(combine('tcp', 'ip.ttl == 64', 'not')).toBe('!(ip.ttl == 64)');
  expect(combine('tcp', 'ip.ttl == 64', 'and')).toBe('(tcp) && (ip.ttl == 64)');
  expect(combine('tcp', 'ip.ttl == 64', 'or-not')).toBe('(tcp) || (!(ip.ttl == 64))');
});

test('without a filter there is nothing to join to', () => {
  expect(combine('  ', 'udp', 'and')).toBe('udp');
  expect(combine('', 'udp', 'and-not')).toBe('!(udp)');
});

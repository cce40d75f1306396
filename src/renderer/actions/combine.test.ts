/** Joining a term to the filter that is there. */
import { expect, test } from 'vitest';
import { combine } from './combine';

test('each way to join', () => {
  expect(combine('tcp', 'ip.ttl == 64', 'selected')).toBe('ip.ttl == 64');
  expect(combine('tcp', 'ip.ttl == 64', 'not')).toBe('!(ip.ttl == 64)');
  expect(combine('tcp', 'ip.ttl == 64', 'and')).toBe('tcp && ip.ttl == 64');
  expect(combine('tcp', 'ip.ttl == 64', 'or-not')).toBe('tcp || !(ip.ttl == 64)');
});

test('parentheses stand where the meaning would change without them', () => {
  expect(combine('tcp or udp', 'ip.ttl == 64', 'and')).toBe('(tcp or udp) && ip.ttl == 64');
  expect(combine('tcp && http', 'udp', 'or')).toBe('(tcp && http) || udp');
  expect(combine('tcp && http', 'dns or udp', 'and')).toBe('tcp && http && (dns or udp)');
  expect(combine('(tcp or udp) && ip', 'arp', 'and')).toBe('(tcp or udp) && ip && arp');
  expect(combine('http.host == "a or b"', 'arp', 'and')).toBe('http.host == "a or b" && arp');
  expect(combine('tcp xor udp', 'arp', 'and')).toBe('(tcp xor udp) && arp');
});

test('a filter that cannot be read is kept together', () => {
  expect(combine('tcp "', 'udp', 'and')).toBe('(tcp ") && udp');
});

test('without a filter there is nothing to join to', () => {
  expect(combine('  ', 'udp', 'and')).toBe('udp');
  expect(combine('', 'udp', 'and-not')).toBe('!(udp)');
});

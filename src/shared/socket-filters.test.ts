import { expect, test } from 'vitest';
import { captureFilter, displayFilter } from './socket-filters';

const local = { address: '10.0.0.7', port: 41822 };
const remote = { address: '2001:db8::1', port: 443 };

test('a connected socket is named by both of its ends', () => {
  expect(displayFilter('tls', { ...local, address: '2001:db8::7' }, remote)).toBe(
    'ipv6.addr == 2001:db8::1 && tcp.port == 443 && ipv6.addr == 2001:db8::7 && tcp.port == 41822',
  );
  expect(captureFilter('udp', local, { address: 'fe80::1%eth0', port: 53 })).toBe(
    'udp and host fe80::1 and port 53 and port 41822',
  );
});

test('a listener on any address is named by its port', () => {
  expect(displayFilter('tcp', { address: '0.0.0.0', port: 80 }, null)).toBe('tcp.port == 80');
  expect(displayFilter('tcp', { address: '*', port: 80 }, null)).toBe('tcp.port == 80');
});

test('an IPv4 address in IPv6 form stands as packets have it', () => {
  expect(displayFilter('tcp', { address: '::ffff:10.0.0.7', port: 80 }, null)).toBe(
    'ip.addr == 10.0.0.7 && tcp.port == 80',
  );
});

test('what no capture can see has no filter', () => {
  expect(displayFilter('unix', { address: '/run/a', port: 0 }, null)).toBe('');
  expect(captureFilter('tcp', null, null)).toBe('');
});

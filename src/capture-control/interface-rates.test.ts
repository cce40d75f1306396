import { expect, test } from 'vitest';
import { readCounters } from './interface-rates';

const text = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:    3193      29    0    0    0     0          0         0     3193      29    0    0    0     0       0          0
eth0:1: 1000 7 0 0 0 0 0 0 500 3 0 0 0 0 0 0
  eth0: 400182357   13169    0    4    0     0          0         0   868181    7853    0    0    0     0       0          0
`;

test('counters of interfaces count both directions, but loopback’s once', () => {
  const counters = readCounters(text);
  expect(counters.get('lo')).toEqual({ packets: 29, bytes: 3193, drops: 0 });
  expect(counters.get('eth0')).toEqual({ packets: 13_169 + 7853, bytes: 400_182_357 + 868_181, drops: 4 });
  expect(counters.get('eth0:1')).toEqual({ packets: 10, bytes: 1500, drops: 0 });
  expect([...counters.keys()]).toEqual(['lo', 'eth0:1', 'eth0']);
});

import { expect, test } from 'vitest';
import { encapsulationName, encapsulationOf } from './encapsulation';
import { linkType } from './link-types';

test('link types have the numbers that frame.encap_type has in Wireshark', () => {
  const { ethernet, rawIp, ipv4, ieee80211, linuxSll, linuxSll2, frameRelay, null: loopback } = linkType;
  const numbers = [ethernet, rawIp, ipv4, ieee80211, linuxSll, linuxSll2, frameRelay, loopback].map(encapsulationOf);
  expect(numbers).toEqual([1, 7, 129, 20, 25, 210, 26, 15]);
  expect([147, 162, 4711, linkType.sysdigEvent].map(encapsulationOf)).toEqual([45, 60, 0, 0]);
});

test('an encapsulation is named in words', () => {
  expect([1, 210, 45, 0, 9999].map(encapsulationName)).toEqual([
    'Ethernet',
    'Linux cooked capture v2',
    'User-defined type 0',
    'Unknown',
    'Unknown',
  ]);
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const addresses = '020000000001 020000000002';
const datagram = '4500 001e 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 000a 0000 6162';

test('a service tag before a customer tag', () => {
  const [frame] = walkFrames([hex(`${addresses} 88a8 3001 8100 0002 0800 ${datagram}`)]);
  expect(frame.protocols).toBe('eth:ethertype:ieee8021ad:ethertype:vlan:ethertype:ip:udp:data');
  expect(frame.values('ieee8021ad.id')).toEqual([1]);
  expect(frame.values('vlan.id')).toEqual([2]);
});

test('two service tags are one layer', () => {
  const [frame] = walkFrames([hex(`${addresses} 88a8 3001 88a8 0002 0800 ${datagram}`)]);
  expect(frame.protocols).toBe('eth:ethertype:ieee8021ad:ethertype:ip:udp:data');
  expect(frame.values('ieee8021ad.svid')).toEqual([1]);
  expect(frame.values('ieee8021ad.cvid')).toEqual([2]);
});

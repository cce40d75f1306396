import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const addresses = '020000000001 020000000002';
const datagram = '4500 001e 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 000a 0000 6162';

test('two tags, one in the other', () => {
  const [frame] = walkFrames([hex(`${addresses} 8100 3001 8100 2002 0800 ${datagram}`)]);
  expect(frame.protocols).toBe('eth:ethertype:vlan:ethertype:vlan:ethertype:ip:udp:data');
  expect(frame.values('vlan.id')).toEqual([1, 2]);
  expect(frame.values('vlan.dei')).toEqual([1, 0]);
  expect(frame.values('vlan.priority')).toEqual([1, 1]);
});

test('padding and trailer of a tagged frame belong to the tag', () => {
  const [frame] = walkFrames([hex(`${addresses} 8100 0001 0800 ${datagram} ${'00'.repeat(12)} deadbeef`)]);
  expect(frame.values('eth.padding')).toEqual([new Uint8Array(12)]);
  expect(frame.values('vlan.trailer')).toEqual([hex('deadbeef')]);
});

test('a tag around a length', () => {
  const [frame] = walkFrames([hex(`${addresses} 8100 0001 0003 f0f003`)]);
  expect(frame.protocols).toBe('eth:ethertype:vlan:llc');
  expect(frame.values('vlan.len')).toEqual([3]);
});

test('an unknown type leaves the tag in Info', () => {
  const [frame] = walkFrames([hex(`${addresses} 8100 e001 1234 00`)]);
  expect(frame.column).toBe('0x1234');
  expect(frame.info).toBe('PRI: 7  DEI: 0  ID: 1');
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const ipv4 = '4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78';

test('version 1 hands IPv4 on and shows where it came from', () => {
  const [frame] = walkFrames([hex(`0004 0001 0006 020000000001 0000 0800 ${ipv4}`)], 113);
  expect(frame.protocols).toBe('sll:ethertype:ip:udp:data');
  expect(frame.values('sll.src.eth')).toEqual([hex('020000000001')]);
  expect(frame.values('sll.etype')).toEqual([0x0800]);
  expect(frame.values('sll.pkttype')).toEqual([4]);
});

test('version 2 has the protocol and the interface first', () => {
  const [frame] = walkFrames([hex(`0800 0000 00000003 0001 04 06 020000000001 0000 ${ipv4}`)], 276);
  expect(frame.protocols).toBe('sll:ethertype:ip:udp:data');
  expect(frame.values('sll.ifindex')).toEqual([3]);
});

test('small protocol numbers are Linux own', () => {
  const [frame] = walkFrames([hex('0000 0001 0006 020000000001 0000 0004 42 42 03 0000')], 113);
  expect(frame.protocols.startsWith('sll:llc')).toBe(true);
  expect(frame.values('sll.ltype')).toEqual([4]);
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('the customer frame inside the backbone', () => {
  const [frame] = walkFrames([
    hex(
      '020000000001 020000000002 88e7 00000007 020000000003 020000000004 0800 4500 001e 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 000a 0000 6162',
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ieee8021ah:ethertype:ip:udp:data');
  expect(frame.values('ieee8021ah.isid')).toEqual([7]);
});

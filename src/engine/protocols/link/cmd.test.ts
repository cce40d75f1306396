import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a group tag stands in front of the packet', () => {
  const [frame] = walkFrames([
    hex(
      '020000000002 020000000001 8909 01 01 0001 0002 0800 4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78',
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:cmd:ethertype:ip:udp:data');
  expect(frame.values('cmd.sgt')).toEqual([2]);
});

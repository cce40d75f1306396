import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a security group tag before the datagram', () => {
  const [frame] = walkFrames([
    hex(
      '020000000001 020000000002 8909 01 01 0001 0002 0800 4500 001e 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 000a 0000 6162',
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:cmd:ethertype:ip:udp:data');
  expect(frame.values('cmd.sgt')).toEqual([2]);
});

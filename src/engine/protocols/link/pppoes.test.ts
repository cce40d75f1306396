import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a session carries PPP', () => {
  const [frame] = walkFrames([
    hex(
      '020000000002 020000000001 8864 11 00 017f 001f 0021 4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78',
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:pppoes:ppp:ip:udp:data');
  expect(frame.values('pppoe.session_id')).toEqual([0x17f]);
  expect(frame.values('pppoe.payload_length.bad')).toEqual([]);
});

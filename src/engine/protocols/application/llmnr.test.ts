import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a query shows the flags of LLMNR', () => {
  const [frame] = walkFrames([
    hex(
      '01005e0000fc 020000000001 0800 4500 0033 0001 0000 01 11 0000 0a000001 e00000fc 1388 14eb 001f 0000 3fed 0400 0001 0000 0000 0000 05 686f757365 00 00ff 0001',
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:llmnr');
  expect(frame.column).toBe('LLMNR');
  expect(frame.info).toBe('Standard query 0x3fed ANY house');
  expect(frame.values('dns.flags.conflict')).toEqual([1]);
  expect(frame.values('dns.flags.tentative')).toEqual([0]);
});

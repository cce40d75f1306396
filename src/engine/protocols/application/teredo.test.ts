import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('IPv6 follows authentication and origin', () => {
  const [frame] = walkFrames([
    hex(
      `020000000002 020000000001 0800 4500 005d 0001 0000 40 11 0000 0a000001 0a000002 3039 0dd8 0049 0000 0001 00 00 0102030405060708 00 0000 eca6 f5ffffff 6000 0000 0000 3b 40 ${'00'.repeat(15)}01 ${'00'.repeat(15)}02`,
    ),
  ]);
  expect(frame.protocols).toMatch(/^eth:ethertype:ip:udp:teredo:ipv6/);
  expect(frame.values('teredo.orig.port')).toEqual([0x1359]);
  expect(frame.values('teredo.orig.addr')).toEqual([0x0a000000]);
});

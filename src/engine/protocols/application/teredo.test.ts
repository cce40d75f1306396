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

test('an echo request asks whether the other end can be reached', () => {
  const addresses = `20010000${'00'.repeat(11)}01 ${'00'.repeat(15)}02`;
  const [frame] = walkFrames([
    hex(
      `020000000002 020000000001 0800 4500 0050 0001 0000 40 11 0000 0a000001 0a000002 3039 0dd8 003c 0000 6000 0000 000c 3a 15 ${addresses} 80 00 0000 28f0 0007 01020304`,
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:teredo:ipv6:icmpv6');
  expect(frame.column).toBe('Teredo');
  expect(frame.info).toBe('Direct IPv6 Connectivity Test id=0x28f0, seq=7, hop limit=21');
  expect(frame.values('icmpv6.nonce')).toEqual([hex('01020304')]);
});

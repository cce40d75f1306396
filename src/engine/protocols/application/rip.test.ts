import { expect, test } from 'vitest';
import { hex, udpFrame, walkFrames } from '../../decode/testing';

test('routes of version 2 have masks', () => {
  const [frame] = walkFrames([
    hex(
      '020000000002 020000000001 0800 4500 0034 0001 0000 40 11 0000 0a000001 e0000009 0208 0208 0020 0000 02 02 0000 0002 0005 0a000000 ff000000 0a000001 00000001',
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:rip');
  expect(frame.column).toBe('RIPv2');
  expect(frame.info).toBe('Response');
  expect(frame.values('rip.netmask')).toEqual([0xff000000]);
  expect(frame.values('rip.metric')).toEqual([1]);
});

test('a digest stands behind the routes, and is none of them', () => {
  const keyed = 'ffff 0003 002c 01 14 00000007 0000000000000000';
  const route = '0002 0000 0a000000 ff000000 00000000 00000001';
  const [frame] = walkFrames([udpFrame(520, 520, hex(`02 02 0000 ${keyed} ${route} ffff 0001 ${'ab'.repeat(16)}`))]);
  expect([frame.malformed, frame.learned.malformed]).toEqual([false, false]);
  expect(frame.values('rip.metric')).toEqual([1]);
  expect(frame.values('rip.authentication_data')).toEqual([hex('ab'.repeat(16))]);
});

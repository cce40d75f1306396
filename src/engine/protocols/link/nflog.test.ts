import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const ipv4 = '4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78';

test('attributes come first, then the packet', () => {
  const [frame] = walkFrames([hex(`02 00 0028 0800 0100 0800 03 00 0800 0500 00000002 2100 0900 ${ipv4} 000000`)], 239);
  expect(frame.protocols).toBe('nflog:ip:udp:data');
  expect(frame.values('nflog.ifindex_outdev')).toEqual([2]);
  expect(frame.values('nflog.hook')).toEqual([3]);
});

test('an attribute with an impossible length is malformed', () => {
  expect(walkFrames([hex('02 00 0028 0200 0100')], 239)[0].malformed).toBe(true);
});

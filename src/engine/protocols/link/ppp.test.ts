import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const ipv4 = '4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78';

test('IPv4 follows the protocol number, with and without HDLC framing', () => {
  const [framed, bare, short] = walkFrames([hex(`ff03 0021 ${ipv4}`), hex(`0021 ${ipv4}`), hex(`21 ${ipv4}`)], 9);
  for (const frame of [framed, bare, short]) expect(frame.protocols).toBe('ppp:ip:udp:data');
  expect(framed.values('ppp.address')).toEqual([0xff]);
  expect(bare.values('ppp.address')).toEqual([]);
});

test('an unknown protocol is named by its number', () => {
  const [frame] = walkFrames([hex('ff03 7e80 0102')], 50);
  expect(frame.protocols).toBe('ppp:data');
  expect(frame.column).toBe('0x7e80');
  expect(frame.info).toBe('PPP Unknown (0x7e80)');
});

test('Cisco HDLC is told by its address', () => {
  const [frame] = walkFrames([hex(`0f00 0800 ${ipv4}`)], 50);
  expect(frame.protocols).toBe('ppp:chdlc:ip:udp:data');
});

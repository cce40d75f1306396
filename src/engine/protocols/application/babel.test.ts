import { expect, test } from 'vitest';
import { hex, udpFrame, walkFrames } from '../../decode/testing';

test('messages are listed and their parts shown', () => {
  const messages = '00 0406 0000 0007 0190 0810 0200 4000 0190 0003 0060 fe800000aabb';
  const [frame] = walkFrames([udpFrame(6696, 6696, hex(`2a02 ${hexLength(messages)} ${messages}`))]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:babel');
  expect(frame.info).toBe('Babel pad1 hello update');
  expect(frame.values('babel.message.seqno')).toEqual([7, 3]);
  expect(frame.values('babel.message.plen')).toEqual([0x40]);
  expect(frame.values('babel.message.metric')).toEqual([0x60]);
  expect(frame.values('babel.message.prefix')).toEqual([hex('fe800000aabb')]);
});

test('the trailer holds messages too, and what is no Babel stays data', () => {
  const [frame, other] = walkFrames([
    udpFrame(6696, 6696, hex('2a02 0001 00 1002 aabb')),
    udpFrame(6696, 6696, hex('2b02 0001 00')),
  ]);
  expect(frame.text).toContain('Packet Trailer (4)');
  expect(frame.info).toBe('Babel pad1 hmac');
  expect(other.protocols).toBe('eth:ethertype:ip:udp:data');
});

const hexLength = (digits: string): string => hex(digits).length.toString(16).padStart(4, '0');

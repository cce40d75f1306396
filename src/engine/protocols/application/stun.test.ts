import { expect, test } from 'vitest';
import { hex, tcpFrames, udpFrame, walkFrames } from '../../decode/testing';

const transaction = '2112a442 000102030405060708090a0b';
const request = hex(`0001 000c ${transaction} 0006 0005 613a622e63 000000`);
const response = hex(`0101 000c ${transaction} 0020 0008 0001 3143 2b12a444`);

test('a request and its response know each other', () => {
  const frames = walkFrames(
    tcpFrames(3478, [
      ['client', request],
      ['server', response],
    ]),
  ).slice(3);
  expect(frames[0].info).toBe('Binding Request user: a:b.c');
  expect(frames[0].values('stun.response-in')).toEqual([5]);
  expect(frames[1].info).toBe('Binding Success Response XOR-MAPPED-ADDRESS: 10.0.0.6:4177');
  expect(frames[1].values('stun.time')).toEqual([1_000_000n]);
  expect(frames[1].values('stun.att.port')).toEqual([4177]);
});

test('a datagram on any port is recognised by its cookie and length', () => {
  const frames = walkFrames([udpFrame(40000, 50000, request), udpFrame(40000, 50000, request.subarray(0, 28))]);
  expect(frames.map(({ column }) => column)).toEqual(['STUN', 'UDP']);
});

test('an attribute longer than the message is reported', () => {
  const [frame] = walkFrames([udpFrame(40000, 3478, hex(`0001 0004 ${transaction} 0006 00ff`))]);
  expect(frame.malformed).toBe(true);
});

/** The same frame with its IP addresses in each other's place. */
const turned = (frame: Uint8Array): Uint8Array =>
  Uint8Array.from([
    ...frame.subarray(0, 26),
    ...frame.subarray(30, 34),
    ...frame.subarray(26, 30),
    ...frame.subarray(34),
  ]);

test('a request that is sent again belongs to the first, and so do all answers', () => {
  const frames = walkFrames([
    udpFrame(40000, 3478, request),
    udpFrame(40000, 3478, request),
    turned(udpFrame(3478, 40000, response)),
    turned(udpFrame(3478, 40000, response)),
  ]);
  expect(frames[0].values('stun.response-in')).toEqual([3]);
  expect(frames[1].values('stun.response-in')).toEqual([3]);
  expect(frames[2].values('stun.response-to')).toEqual([1]);
  expect(frames[3].values('stun.response-to')).toEqual([1]);
  expect(frames[3].values('stun.time')).toEqual([3_000_000n]);
});

test('what is no message of its length, cookie and method is data, on its port as well', () => {
  const onPort = (payload: string) => walkFrames([udpFrame(40000, 3478, hex(payload))])[0].protocols;
  expect(onPort(`0001 0000 ${transaction}`)).toMatch(/:stun$/);
  expect(onPort(`0001 0000 ${transaction} 00`)).toMatch(/:data$/);
  expect(onPort(`0800 0000 ${transaction}`)).toMatch(/:data$/);
  expect(onPort('0001 0000 00000000 000102030405060708090a0b')).toMatch(/:data$/);
  expect(onPort('4000 0003 616263 00')).toMatch(/:stun:data$/);
  expect(onPort('4000 0003 6162')).toMatch(/udp:data$/);
  expect(onPort('8000 0000')).toMatch(/udp:data$/);
});

test('a length that is not of whole words is malformed, and what is asked for stands in Info', () => {
  const [odd] = walkFrames([udpFrame(40000, 3478, hex(`0001 0006 ${transaction} 8022 0002 6162`))]);
  expect(odd.malformed).toBe(true);
  expect(odd.learned.malformed).toBe(true);
  const [allocate] = walkFrames([
    udpFrame(40000, 3478, hex(`0003 0010 ${transaction} 0019 0004 11000000 0010 0004 00002ee0`)),
  ]);
  expect(allocate.info).toBe('Allocate Request UDP bandwidth: 12000');
  expect(allocate.malformed).toBe(false);
});

test('on any port, channels are known once a message was seen, and what is neither is left to others', () => {
  const channel = udpFrame(40000, 50000, hex('4000 0004 01020304'));
  const other = udpFrame(40000, 50000, hex('80c8 0006 01020304'));
  expect(walkFrames([channel])[0].protocols).toMatch(/:udp:data$/);
  const [, after, none] = walkFrames([udpFrame(40000, 50000, request), channel, other]);
  expect(after.protocols).toMatch(/:udp:stun:data$/);
  expect(none.protocols).toMatch(/:udp:data$/);
});

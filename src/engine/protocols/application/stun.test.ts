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

import { expect, test } from 'vitest';
import { hex, udpFrame, walkFrames } from '../../decode/testing';

const chlo = '43484c4f 0200 0000 534e4900 0b000000 56455200 0f000000 6578616d706c652e6f7267 51303235';
const packet = `0d 1122334455667788 51303433 01 ${'00'.repeat(12)} a0 01 0000 ${chlo}`;

test('a client hello tells whom it wants', () => {
  const frames = walkFrames([
    udpFrame(40000, 443, hex(packet)),
    udpFrame(40000, 443, hex(`0c 1122334455667788 02 ${'55'.repeat(30)}`)),
  ]);
  expect(frames[0].column).toBe('GQUIC');
  expect(frames[0].info).toBe('Client Hello, PKN: 1, CID: 1234605616436508552');
  expect(frames[0].values('gquic.tag.sni')).toEqual(['example.org']);
  expect(frames[1].info).toBe('Payload (Encrypted), PKN: 2, CID: 1234605616436508552');
});

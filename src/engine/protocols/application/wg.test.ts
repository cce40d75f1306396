import { expect, test } from 'vitest';
import { hex, udpFrame, walkFrames } from '../../decode/testing';

const walk = (...datagrams: readonly string[]) =>
  walkFrames(datagrams.map((digits) => udpFrame(40000, 51820, hex(digits))));

test('a handshake, then data', () => {
  const frames = walk(
    `01000000 53cab83c ${'ff'.repeat(32)} ${'22'.repeat(48)} ${'33'.repeat(28)} ${'44'.repeat(32)}`,
    `04000000 01000000 0200000000000000 ${'55'.repeat(48)}`,
    `04000000 01000000 0300000000000000 ${'55'.repeat(16)}`,
  );
  expect(frames.map(({ column }) => column)).toEqual(['WireGuard', 'WireGuard', 'WireGuard']);
  expect(frames[0].info).toBe('Handshake Initiation, sender=0x3CB8CA53');
  expect(frames[0].values('wg.ephemeral')).toEqual(['//////////////////////////////////////////8=']);
  expect(frames[1].info).toBe('Transport Data, receiver=0x00000001, counter=2, datalen=32');
  expect(frames[2].values('wg.keepalive')).toEqual([1]);
});

test('other lengths are something else', () => {
  expect(walk(`01000000 ${'11'.repeat(40)}`)[0].column).toBe('UDP');
});

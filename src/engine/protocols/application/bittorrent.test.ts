import { expect, test } from 'vitest';
import { hex, tcpFrames, walkFrames } from '../../decode/testing';

test('a handshake, messages behind one another, and what is none', () => {
  const handshake = `\x13BitTorrent protocol${'\0'.repeat(8)}${'h'.repeat(20)}${'p'.repeat(20)}`;
  const frames = walkFrames(
    tcpFrames(7000, [
      ['client', handshake],
      ['server', hex('00000005 04 0000008a 00000001 01')],
      ['client', hex('0000000d 06 00000048 00000000')],
      ['client', hex('00004000')],
      ['server', hex('ffffffff 00')],
    ]),
  ).slice(3);
  expect(frames[0].info).toBe('Handshake  ');
  expect(frames[1].info).toBe('Have, Piece (Idx:0x8a)  Unchoke  ');
  expect(frames[1].values('bittorrent.piece.index')).toEqual([0x8a]);
  expect(frames[2].column).toBe('TCP');
  expect(frames[3].info).toBe('Request, Piece (Idx:0x48,Begin:0x0,Len:0x4000)  ');
  expect(frames[4].info).toBe('Continuation data  ');
});

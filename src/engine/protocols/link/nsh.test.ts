import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a service path around a datagram', () => {
  const [frame] = walkFrames([
    hex(
      '020000000001 020000000002 894f 0fc3 02 01 000005 ff 00000000 4500 001e 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 000a 0000 6162',
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:nsh:ip:udp:data');
  expect(frame.values('nsh.spi')).toEqual([5]);
  expect(frame.values('nsh.contextheader')).toEqual([new Uint8Array(4)]);
});

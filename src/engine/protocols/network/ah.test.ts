import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

function packet(protocol: string, message: string): Uint8Array {
  const length = (20 + hex(message).length).toString(16).padStart(4, '0');
  return hex(
    `020000000001 020000000002 0800 4500 ${length} 0001 0000 40 ${protocol} 0000 0a000001 0a000002 ${message}`,
  );
}

test('what is authenticated follows', () => {
  const [frame] = walkFrames([
    packet('33', '1104 0000 00000100 00000007 aabbccddeeff00112233 4455 3039 270f 000a 0000 6162'),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ip:ah:udp:data');
  expect(frame.values('ah.spi')).toEqual([0x100]);
  expect(frame.values('ah.icv')).toEqual([hex('aabbccddeeff001122334455')]);
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

function packet(protocol: string, message: string): Uint8Array {
  const length = (20 + hex(message).length).toString(16).padStart(4, '0');
  return hex(
    `020000000001 020000000002 0800 4500 ${length} 0001 0000 40 ${protocol} 0000 0a000001 0a000002 ${message}`,
  );
}

test('only two numbers can be read', () => {
  const [frame] = walkFrames([packet('32', '00001234 00000007 0102030405060708')]);
  expect(frame.protocols).toBe('eth:ethertype:ip:esp');
  expect(frame.info).toBe('ESP (SPI=0x00001234)');
  expect(frame.values('esp.sequence')).toEqual([7]);
});

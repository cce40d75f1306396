import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

function packet(protocol: string, message: string): Uint8Array {
  const length = (20 + hex(message).length).toString(16).padStart(4, '0');
  return hex(
    `020000000001 020000000002 0800 4500 ${length} 0001 0000 40 ${protocol} 0000 0a000001 0a000002 ${message}`,
  );
}

test('a frame in a datagram', () => {
  const [frame] = walkFrames([packet('61', '3000 020000000003 020000000004 1234 0102')]);
  expect(frame.protocols).toBe('eth:ethertype:ip:etherip:eth:ethertype:data');
  expect(frame.values('etherip.ver')).toEqual([3]);
});

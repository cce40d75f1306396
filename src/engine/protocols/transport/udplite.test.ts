import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

function packet(protocol: string, message: string): Uint8Array {
  const length = (20 + hex(message).length).toString(16).padStart(4, '0');
  return hex(
    `020000000001 020000000002 0800 4500 ${length} 0001 0000 40 ${protocol} 0000 0a000001 0a000002 ${message}`,
  );
}

test('ports, and how much is covered', () => {
  const [frame, bad] = walkFrames([packet('88', '3039 270f 0008 0000 6162'), packet('88', '3039 270f 0004 0000 6162')]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udplite:data');
  expect(frame.column).toBe('UDP-Lite');
  expect(frame.values('udp.port')).toEqual([12345, 9999]);
  expect(bad.values('udplite.checksum_coverage.bad')).toEqual([1]);
});

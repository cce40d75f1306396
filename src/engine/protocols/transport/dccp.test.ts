import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

function packet(protocol: string, message: string): Uint8Array {
  const length = (20 + hex(message).length).toString(16).padStart(4, '0');
  return hex(
    `020000000001 020000000002 0800 4500 ${length} 0001 0000 40 ${protocol} 0000 0a000001 0a000002 ${message}`,
  );
}

test('a request with a long sequence number', () => {
  const [frame] = walkFrames([packet('21', '04d2 0050 05 00 0000 01 00 000000000007 00000001')]);
  expect(frame.protocols).toBe('eth:ethertype:ip:dccp');
  expect(frame.info).toBe('1234 → 80 [Request]');
  expect(frame.values('dccp.seq_raw')).toEqual([7n]);
  expect(frame.values('dccp.service_code')).toEqual([1]);
});

test('data behind a short header', () => {
  const [frame] = walkFrames([packet('21', '04d2 0050 03 00 0000 04 000007 0102')]);
  expect(frame.protocols).toBe('eth:ethertype:ip:dccp:data');
});

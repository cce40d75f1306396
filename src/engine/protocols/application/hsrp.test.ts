import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

function packet(port: string, message: string): Uint8Array {
  const length = 8 + hex(message).length;
  const word = (value: number) => value.toString(16).padStart(4, '0');
  return hex(
    `01005e000002 020000000002 0800 4500 ${word(20 + length)} 0001 0000 01 11 0000 0a000001 e0000002 ${port} ${port} ${word(length)} 0000 ${message}`,
  );
}

test('version 1', () => {
  const [frame] = walkFrames([packet('07c1', '00 00 10 03 0a 64 01 00 636973636f000000 0a0000fe')]);
  expect(frame.column).toBe('HSRP');
  expect(frame.info).toBe('Hello (state Active)');
  expect(frame.values('hsrp.virt_ip')).toEqual([0x0a0000fe]);
});

test('version 2', () => {
  const [frame] = walkFrames([
    packet('07c1', `01 28 02 00 06 04 0001 020000000001 00000064 00000bb8 00002710 0a0000fe ${'00'.repeat(12)}`),
  ]);
  expect(frame.column).toBe('HSRPv2');
  expect(frame.info).toBe('Hello (state Active)');
});

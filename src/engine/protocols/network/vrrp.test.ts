import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

function packet(protocol: string, message: string): Uint8Array {
  const length = (20 + hex(message).length).toString(16).padStart(4, '0');
  return hex(
    `020000000001 020000000002 0800 4500 ${length} 0001 0000 40 ${protocol} 0000 0a000001 0a000002 ${message}`,
  );
}

test('an announcement of version 2', () => {
  const [frame] = walkFrames([packet('70', '21 01 64 01 00 01 0000 0a0000fe 0000000000000000')]);
  expect(frame.info).toBe('Announcement (v2)');
  expect(frame.values('vrrp.ip_addr')).toEqual([0x0a0000fe]);
  expect(frame.values('vrrp.adver_int')).toEqual([1]);
});

test('version 3 counts in hundredths of a second', () => {
  const [frame] = walkFrames([packet('70', '31 01 64 01 0064 0000 0a0000fe')]);
  expect(frame.values('vrrp.short_adver_int')).toEqual([100]);
});

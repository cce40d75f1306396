import { expect, test } from 'vitest';
import type { Line } from '../engine/session/packet-tree';
import { bitPicture } from './bit-picture';

const bytes = Uint8Array.of(0x45, 0x12, 0x34);
const buffers = [{ name: '', bytes }] as unknown as Parameters<typeof bitPicture>[1]['buffers'];

function picture(
  field: { type: string; length: number; mask: number | bigint; littleEndian?: boolean },
  at = 0,
): string {
  return bitPicture({ field, buffer: 0, at, length: field.length } as unknown as Line, { buffers });
}

test('the bits of the mask are drawn, the others are dots', () => {
  expect(picture({ type: 'UINT8', length: 1, mask: 0xf0 })).toBe('0100 .... = ');
  expect(picture({ type: 'BOOLEAN', length: 1, mask: 0x01 })).toBe('.... ...1 = ');
  expect(picture({ type: 'UINT16', length: 2, mask: 0x0ff0n }, 1)).toBe('.... 0010 0011 .... = ');
  expect(picture({ type: 'UINT16', length: 2, mask: 0x00ff, littleEndian: true }, 1)).toBe('.... .... 0001 0010 = ');
});

test('a field without a mask, of no number, or cut off has none', () => {
  expect(picture({ type: 'UINT8', length: 1, mask: 0 })).toBe('');
  expect(picture({ type: 'IPv4', length: 1, mask: 0xf0 })).toBe('');
  expect(picture({ type: 'UINT16', length: 2, mask: 0xf000 }, 2)).toBe('');
});

/** Bytes as text. */
import { expect, test } from 'vitest';
import { printBytes } from './bytes-text';

const bytes = Uint8Array.from([0x47, 0x45, 0x54, 0x20, 0x22, 0x00, 0xff]);

test('each form', () => {
  expect(printBytes(bytes, 'hexStream')).toBe('474554202200ff');
  expect(printBytes(bytes, 'base64')).toBe('R0VUICIA/w==');
  expect(printBytes(bytes, 'escaped')).toBe('GET \\"\\x00\\xff');
  expect(printBytes(bytes, 'text')).toBe('GET "');
  expect(printBytes(bytes, 'cArray')).toBe(
    'unsigned char packet_bytes[] = {\n  0x47, 0x45, 0x54, 0x20, 0x22, 0x00, 0xff\n};',
  );
  expect(printBytes(bytes, 'hexDump')).toBe('0000   47 45 54 20 22 00 ff');
});

test('a dump has its text in one column', () => {
  const [first, second] = printBytes(
    Uint8Array.from({ length: 20 }, () => 0x41),
    'dump',
  ).split('\n');
  expect(first).toBe(`0000   ${'41 '.repeat(16)}  ${'A'.repeat(16)}`);
  expect(second.indexOf('A')).toBe(first.indexOf('A'));
});

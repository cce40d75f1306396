import { expect, test } from 'vitest';
import { hexText } from './address';

test.each(['', ':'] as const)('few and many bytes are written alike, joined by “%s”', (separator) => {
  for (const length of [0, 1, 2, 4095, 4096, 70_000]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 7) & 0xff);
    const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
    expect(hexText(bytes, separator)).toBe(digits.join(separator));
  }
});

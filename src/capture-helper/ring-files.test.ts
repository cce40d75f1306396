import { expect, test } from 'vitest';
import { numberedName } from './ring-files';

test('files of a ring buffer have a number and the local time before their extension', () => {
  const time = new Date(2026, 0, 31, 23, 59, 8);
  expect(numberedName('/tmp/a.b/name.pcapng', 1, time)).toBe('/tmp/a.b/name_00001_20260131235908.pcapng');
  expect(numberedName('/tmp/a.b/name', 123_456, time)).toBe('/tmp/a.b/name_123456_20260131235908');
});

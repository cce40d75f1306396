import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('announcements are shown as text', () => {
  const [frame] = walkFrames([
    hex(
      'ffffffffffff 020000000001 0800 4500 0025 0001 0000 40 11 0000 0a000001 ffffffff 445c 445c 0011 0000 7b2261223a20317d20',
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:db-lsp-disc');
  expect(frame.values('db-lsp.text')).toEqual(['{"a": 1} ']);
  expect(frame.column).toBe('DB-LSP-DISC');
});

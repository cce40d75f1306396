import { expect, test } from 'vitest';
import { udpFrame, walkFrames } from '../../decode/testing';

test('announcements are JSON, or are shown as text', () => {
  const [json, text] = walkFrames([udpFrame(17500, 17500, '{"a": 1} '), udpFrame(17500, 17500, '{"a": ')]);
  expect(json.protocols).toBe('eth:ethertype:ip:udp:db-lsp-disc:json');
  expect(json.column).toBe('DB-LSP-DISC/JSON');
  expect(text.protocols).toBe('eth:ethertype:ip:udp:db-lsp-disc');
  expect(text.values('db-lsp.text')).toEqual(['{"a": ']);
  expect(text.column).toBe('DB-LSP-DISC');
});

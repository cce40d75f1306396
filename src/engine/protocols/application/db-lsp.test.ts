import { expect, test } from 'vitest';
import { tcpFrames, walkFrames } from '../../decode/testing';

test('PDUs are cut by their length, over segments too', () => {
  const frames = walkFrames(
    tcpFrames(17500, [
      ['client', '\x16\x03\x01\x00\x02\x0b\x01\x17\x03\x01\x00\x03ab'],
      ['client', 'c'],
    ]),
  ).slice(3);
  expect(frames[0].values('db-lsp.op')).toEqual([0x0b]);
  expect(frames[0].column).toBe('DB-LSP');
  expect(frames[1].values('db-lsp.length')).toEqual([3]);
});

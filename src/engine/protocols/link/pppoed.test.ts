import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('discovery shows its tags', () => {
  const [frame] = walkFrames([
    hex('ffffffffffff 020000000001 8863 11 09 0000 0010 0101 0000 0103 0004 01020304 0000 0000 00000000'),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:pppoed');
  expect(frame.column).toBe('PPPoED');
  expect(frame.info).toBe('Active Discovery Initiation (PADI)');
  expect(frame.values('pppoed.tags.host_uniq')).toEqual([hex('01020304')]);
  expect(frame.values('pppoe.code')).toEqual([9]);
});

test('a tag that does not fit is malformed', () => {
  const [frame] = walkFrames([hex('ffffffffffff 020000000001 8863 11 09 0000 0004 0101 0009')]);
  expect(frame.malformed).toBe(true);
});

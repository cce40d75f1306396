import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a reply that is to be forwarded', () => {
  const [frame] = walkFrames([hex('cf0000000000 020000000001 9000 0000 0200 020000000001 0100 0700 0102')]);
  expect(frame.protocols).toBe('eth:ethertype:loop:data');
  expect(frame.column).toBe('LOOP');
  expect(frame.info).toBe('Forward Data');
  expect(frame.values('loop.receipt_number')).toEqual([7]);
});

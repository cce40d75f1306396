import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a request shows its options', () => {
  const [frame] = walkFrames([hex('ff03 c021 01 01 000e 01 04 05d4 05 06 01020304')], 9);
  expect(frame.protocols).toBe('ppp:lcp');
  expect(frame.column).toBe('PPP LCP');
  expect(frame.info).toBe('Configuration Request');
  expect(frame.values('lcp.opt.mru')).toEqual([1492]);
  expect(frame.values('lcp.opt.magic_number')).toEqual([0x01020304]);
  expect(frame.values('ppp.identifier')).toEqual([1]);
});

test('an echo shows its magic number, and what follows the packet is left alone', () => {
  const [frame] = walkFrames([hex('ff03 c021 09 38 000c 2d4edc84 4ea1b166 0000')], 9);
  expect(frame.info).toBe('Echo Request');
  expect(frame.values('lcp.data')).toEqual([hex('4ea1b166')]);
});

test('an option that does not fit is malformed', () => {
  const [frame] = walkFrames([hex('ff03 c021 01 01 0006 01 01')], 9);
  expect(frame.malformed).toBe(true);
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a keepalive shows its numbers', () => {
  const [frame] = walkFrames([hex('8f 00 8035 00000002 00000005 00000002 ffff')], 104);
  expect(frame.protocols).toBe('chdlc:slarp');
  expect(frame.column).toBe('SLARP');
  expect(frame.info).toBe('Line keepalive, outgoing sequence 5, returned sequence 2');
});

test('a reliability other than all ones contradicts the protocol', () => {
  const [frame] = walkFrames([hex('8f 00 8035 00000002 00000001 00000002 0000')], 104);
  expect(frame.malformed).toBe(true);
  expect(frame.values('slarp.reliability.invalid')).toEqual([1]);
});

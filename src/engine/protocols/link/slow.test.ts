import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a subtype that nobody knows is data', () => {
  const [frame] = walkFrames([hex('0180c2000002 020000000002 8809 0a 0102')]);
  expect(frame.protocols).toBe('eth:ethertype:slow:data');
  expect(frame.values('slow.subtype')).toEqual([10]);
});

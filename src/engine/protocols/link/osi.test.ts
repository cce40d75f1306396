import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('an unknown network layer is data', () => {
  const [frame] = walkFrames([hex('020000000001 020000000002 0006 fefe03 82 0102')]);
  expect(frame.protocols).toBe('eth:llc:osi:data');
  expect(frame.values('osi.nlpid')).toEqual([0x82]);
});

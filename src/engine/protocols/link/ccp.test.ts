import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('compression is proposed', () => {
  const [frame] = walkFrames([hex('80fd 01 04 000a 12 06 01000040')], 9);
  expect(frame.protocols).toBe('ppp:ccp');
  expect(frame.column).toBe('PPP CCP');
  expect(frame.values('ccp.opt.supported_bits')).toEqual([0x01000040]);
});

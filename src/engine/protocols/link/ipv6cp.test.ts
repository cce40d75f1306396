import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('an interface identifier is proposed', () => {
  const [frame] = walkFrames([hex('8057 01 02 000e 01 0a 0200 00ff fe00 0001')], 9);
  expect(frame.protocols).toBe('ppp:ipv6cp');
  expect(frame.values('ipv6cp.interface_identifier')).toEqual([hex('020000fffe000001')]);
});

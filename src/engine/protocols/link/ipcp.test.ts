import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('addresses are asked for', () => {
  const [frame] = walkFrames([hex('8021 01 02 0010 03 06 0a000001 81 06 0a000035')], 9);
  expect(frame.protocols).toBe('ppp:ipcp');
  expect(frame.column).toBe('PPP IPCP');
  expect(frame.values('ipcp.opt.ip_address')).toEqual([0x0a000001]);
  expect(frame.values('ipcp.opt.pri_dns_address')).toEqual([0x0a000035]);
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a device says who and where it is', () => {
  const [frame] = walkFrames([
    hex(
      '01000ccccccc 020000000002 0032 aaaa03 00000c 2000 02b4 0000 0001 0006 7231 0002 0011 00000001 01 01 cc 0004 0a000001 0003 0008 45746830 000b 0005 01',
    ),
  ]);
  expect(frame.protocols).toBe('eth:llc:cdp');
  expect(frame.info).toBe('Device ID: r1  Port ID: Eth0');
  expect(frame.values('cdp.duplex')).toEqual([1]);
  expect(frame.values('cdp.nrgyz.ip_address')).toEqual([0x0a000001]);
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('who is at the other end', () => {
  const [frame] = walkFrames([
    hex(
      '0180c200000e 020000000002 88cc 0207 04 020000000002 0404 05 312f31 0602 0078 0a03 737731 0e04 0014 0004 100c 0501 0a000001 02 00000007 00 0000',
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:lldp');
  expect(frame.info).toBe('MA/02:00:00:00:00:02 IN/1/1 120 SysN=sw1');
  expect(frame.values('lldp.mgn.addr.ip4')).toEqual([0x0a000001]);
  expect(frame.values('lldp.tlv.system_cap.router')).toEqual([1]);
  expect(frame.values('lldp.tlv.enable_system_cap.router')).toEqual([0]);
});

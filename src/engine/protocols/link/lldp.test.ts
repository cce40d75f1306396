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

test('the first elements come in their order, once, and as long as they say', () => {
  const walk = (elements: string) => walkFrames([hex(`0180c200000e 020000000002 88cc ${elements}`)])[0];
  const chassis = '0207 04 020000000002';
  const first = walk('fe04 00120f04');
  expect(first.info).toBe('Invalid Chassis ID TLV');
  expect([first.malformed, first.learned.malformed]).toEqual([true, true]);
  expect(walk(`0203 04 0200 0402 0531 0602 0078`).info).toBe('Invalid Chassis ID TLV');
  expect(walk(`${chassis} 0602 0078`).info).toBe('Invalid Port ID TLV');
  const twice = walk(`${chassis} 0402 0531 0602 0078 0602 0078`);
  expect(twice.info).toBe('Duplicate Time-to-Live TLV');
  expect(twice.malformed).toBe(false);
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('an Ethernet frame is carried', () => {
  const [frame] = walkFrames([
    hex(
      '020000000002 020000000001 0800 4500 004f 0001 0000 40 11 0000 0a000001 0a000002 c000 12b5 003b 0000 0800 0000 00007b 00 020000000004 020000000003 0800 4500 001d 0001 0000 40 11 0000 0a010001 0a010002 3039 270f 0009 0000 78',
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:vxlan:eth:ethertype:ip:udp:data');
  expect(frame.column).toBe('UDP');
  expect(frame.values('vxlan.vni')).toEqual([123]);
  expect(frame.values('vxlan.flag_i')).toEqual([1]);
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a packet is carried behind options', () => {
  const [frame] = walkFrames([
    hex(
      '020000000002 020000000001 0800 4500 0049 0001 0000 40 11 0000 0a000001 0a000002 c000 17c1 0035 0000 02 00 0800 00007b 00 0102 83 01 01020304 4500 001d 0001 0000 40 11 0000 0a010001 0a010002 3039 270f 0009 0000 78',
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:geneve:ip:udp:data');
  expect(frame.values('geneve.vni')).toEqual([123]);
  expect(frame.values('geneve.option.class')).toEqual([0x0102]);
  expect(frame.values('geneve.option.type.critical')).toEqual([1]);
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const host = `20 4549 4550 4644 4645 ${'4341'.repeat(11)} 4341 00`;

test('a datagram names its source and destination and carries data', () => {
  const [frame] = walkFrames([
    hex(
      `ffffffffffff 020000000001 0800 4500 0073 0001 0000 80 11 0000 0a000001 0a0000ff 008a 008a 005f 0000 11 0a 0007 0a000001 008a 0049 0000 ${host} ${host} 6869212121`,
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:nbdgm:data');
  expect(frame.column).toBe('NBDS');
  expect(frame.info).toBe('Direct_group datagram');
  expect(frame.values('nbdgm.destination_name')).toEqual(['HOST<20>']);
  expect(frame.values('nbdgm.node_type')).toEqual([2]);
});

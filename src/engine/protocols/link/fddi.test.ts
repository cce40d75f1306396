import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('addresses are shown with their bits in the usual order', () => {
  const [frame] = walkFrames(
    [
      hex(
        '50 400000000040 400000000080 aaaa03 000000 0800 4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78',
      ),
    ],
    10,
  );
  expect(frame.protocols).toBe('fddi:llc:ip:udp:data');
  expect(frame.values('fddi.dst')).toEqual([hex('020000000002')]);
  expect(frame.values('fddi.fc.prio')).toEqual([0]);
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('what actor and partner say', () => {
  const [frame] = walkFrames([
    hex(
      '0180c2000002 020000000002 8809 01 01 0114 8000 020000000001 000d 8000 0016 85 000000 0214 8000 020000000002 000e 8000 0019 3d 000000 0310 0005 000000000000000000000000 0000',
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:slow:lacp');
  expect(frame.info).toBe(
    'v1 ACTOR 02:00:00:00:00:01 P: 22 K: 13 E****G*A PARTNER 02:00:00:00:00:02 P: 25 K: 14 **DCSG*A',
  );
  expect(frame.values('lacp.actor.state.expired')).toEqual([1]);
  expect(frame.values('lacp.collector.max_delay')).toEqual([5]);
});

import { expect, test } from 'vitest';
import type { FlowRow } from '../../shared/view';
import { Lanes, mostLanes } from './lanes';

const between = (source: string, destination: string): FlowRow => ({
  number: 1,
  time: '0.000000',
  source,
  destination,
  sourcePort: 0,
  destinationPort: 0,
  protocol: 'TCP',
  info: '',
  colour: -1,
});

test('hosts keep the lane that they first got', () => {
  const lanes = new Lanes();
  lanes.add(between('a', 'b'));
  lanes.add(between('c', 'a'));
  expect(lanes.hosts).toEqual(['a', 'b', 'c']);
  expect([lanes.of('c'), lanes.of('b')]).toEqual([2, 1]);
});

test('hosts beyond the last lane share one', () => {
  const lanes = new Lanes();
  for (let host = 0; host < mostLanes + 5; host += 2) lanes.add(between(`host ${host}`, `host ${host + 1}`));
  expect(lanes.count).toBe(mostLanes + 1);
  expect(lanes.of(`host ${mostLanes + 4}`)).toBe(mostLanes);
  expect(lanes.of('host 3')).toBe(3);
});

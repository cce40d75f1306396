import { expect, test } from 'vitest';
import { tcpFrames, walkFrames } from '../../decode/testing';

test('lines are cut by their length, over segments too', () => {
  const [first, second] = walkFrames(
    tcpFrames(9418, [
      ['server', '000eversion 1\n0000000a\x02ab'],
      ['server', 'cde'],
    ]),
  ).slice(3);
  expect(first.protocols).toBe('eth:ethertype:ip:tcp:git');
  expect(first.column).toBe('Git');
  expect(first.values('git.version')).toEqual([0x31]);
  expect(first.values('git.packet_type')).toEqual([0]);
  expect(second.values('git.length')).toEqual([10]);
  expect(second.values('git.sideband_control_code')).toEqual([2]);
});

test('what does not begin with a length is malformed', () => {
  const [frame] = walkFrames(tcpFrames(9418, [['server', 'zzzz']])).slice(3);
  expect(frame.malformed).toBe(true);
});

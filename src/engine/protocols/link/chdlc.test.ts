import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('IPv4 follows its EtherType', () => {
  const [frame] = walkFrames(
    [hex('0f 00 0800 4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78')],
    104,
  );
  expect(frame.protocols).toBe('chdlc:ip:udp:data');
});

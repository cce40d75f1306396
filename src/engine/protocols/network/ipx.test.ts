import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a datagram in a raw frame', () => {
  const [frame] = walkFrames([
    hex('ffffffffffff 020000000002 0020 ffff 0020 00 04 00000001 ffffffffffff 4455 00000001 020000000002 4455 0102'),
  ]);
  expect(frame.protocols).toBe('eth:ipx:data');
  expect(frame.values('ipx.src')).toEqual(['00000001.020000000002']);
  expect(frame.values('ipx.dst.socket')).toEqual([0x4455]);
});

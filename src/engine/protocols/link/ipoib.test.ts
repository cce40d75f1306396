import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a datagram over InfiniBand', () => {
  const [frame] = walkFrames(
    [
      hex(
        '0000000000000000000000000000000000000000 00000550 fe800000000000000000000000000001 0800 0000 4500 001e 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 000a 0000 6162',
      ),
    ],
    242,
  );
  expect(frame.protocols).toBe('ipoib:ip:udp:data');
  expect(frame.values('ipoib.daddr.qpn')).toEqual([0x550]);
});

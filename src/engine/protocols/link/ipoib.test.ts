import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a packet follows the destination', () => {
  const [frame] = walkFrames(
    [
      hex(
        `${'00'.repeat(20)} 80 000550 fe80${'00'.repeat(13)}01 0800 0000 4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78`,
      ),
    ],
    242,
  );
  expect(frame.protocols).toBe('ipoib:ip:udp:data');
  expect(frame.values('ipoib.daddr.qpn')).toEqual([0x550]);
});

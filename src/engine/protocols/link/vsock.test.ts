import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a connection is requested', () => {
  const [frame] = walkFrames(
    [
      hex(
        '0300000000000000 0200000000000000 00040000 d2040000 0100 0200 2c00 0000 0300000000000000 0200000000000000 00040000 d2040000 00000000 0100 0100 00000000 00000400 00000000',
      ),
    ],
    271,
  );
  expect(frame.protocols).toBe('vsock');
  expect(frame.column).toBe('vSocket');
  expect(frame.info).toBe('[Connect] Virtio: Stream, Op: Request, Buf alloc: 262144, Fwd cnt: 0');
  expect(frame.values('vsock.dst_port')).toEqual([1234]);
});

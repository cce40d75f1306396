import { expect, test } from 'vitest';
import { hex, udpFrame, walkFrames } from '../../decode/testing';

test('an echo packet is its bytes', () => {
  const [frame] = walkFrames([udpFrame(49152, 3785, hex('0102'))]);
  expect(frame.column).toBe('BFD Echo');
  expect(frame.values('bfd_echo.packet')).toEqual([hex('0102')]);
});

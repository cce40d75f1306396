import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

function packet(protocol: string, message: string): Uint8Array {
  const length = (20 + hex(message).length).toString(16).padStart(4, '0');
  return hex(
    `020000000001 020000000002 0800 4500 ${length} 0001 0000 40 ${protocol} 0000 0a000001 0a000002 ${message}`,
  );
}

test('a hello with its parameters', () => {
  const [frame] = walkFrames([
    packet('58', '0205 0000 00000000 00000000 00000000 0000 0064 0001 000c 01 00 01 00 00 00 000f'),
  ]);
  expect(frame.column).toBe('EIGRP');
  expect(frame.info).toBe('Hello');
  expect(frame.values('eigrp.as')).toEqual([100]);
  expect(frame.values('eigrp.par.holdtime')).toEqual([15]);
});

test('one that acknowledges', () => {
  const [frame] = walkFrames([packet('58', '0205 0000 00000000 00000000 00000009 0000 0064')]);
  expect(frame.info).toBe('Hello (Ack)');
});

test('a version without its numbers is malformed, in the first pass too', () => {
  const [frame] = walkFrames([packet('58', '0205 0000 00000000 00000000 00000000 0000 0064 0004 0004')]);
  expect(frame.info).toBe('Hello[Malformed Packet]');
  expect([frame.malformed, frame.learned.malformed]).toEqual([true, true]);
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a reservation with its session', () => {
  const [frame] = walkFrames([
    hex(
      '020000000001 020000000002 0800 4500 0028 0001 0000 40 2e 0000 0a000001 0a000002 10 02 0000 40 00 0014 000c 01 01 0a000009 11 00 4004',
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ip:rsvp');
  expect(frame.info).toBe('RESV Message.');
  expect(frame.values('rsvp.session.ip')).toEqual([0x0a000009]);
});

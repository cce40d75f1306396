import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a question', () => {
  const [frame] = walkFrames([
    hex(
      '0900 07ffffff 020000000002 0024 aaaa03 000000 80f3 0001 809b 06 04 0001 020000000002 00 002e cb 000000000000 00 0051 3e',
    ),
  ]);
  expect(frame.protocols).toBe('eth:llc:aarp');
  expect(frame.info).toBe('Who has 81.62?  Tell 46.203');
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a name is looked up', () => {
  const [frame] = walkFrames([
    hex(
      '0900 07ffffff 020000000002 0023 aaaa03 080007 809b 001b 0000 0000 0051 ff 3e 02 02 02 21 a3 002e cb fd 00 01 61 02 6262 01 2a',
    ),
  ]);
  expect(frame.protocols).toBe('eth:llc:ddp:nbp');
  expect(frame.info).toBe('Op: lookup  Count: 1');
  expect(frame.values('nbp.type')).toEqual(['bb']);
});

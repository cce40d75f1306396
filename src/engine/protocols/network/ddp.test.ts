import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('an unknown type is data', () => {
  const [frame] = walkFrames([
    hex('0900 07ffffff 020000000002 0017 aaaa03 080007 809b 000f 0000 0000 0051 ff 3e 02 02 63 0102'),
  ]);
  expect(frame.protocols).toBe('eth:llc:ddp:data');
  expect(frame.values('ddp.src')).toEqual(['0051.3e']);
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a challenge has a value and a name', () => {
  const [frame, lie] = walkFrames([hex('c223 01 01 000b 04 01020304 6d65'), hex('c223 01 01 0008 20 010203')], 9);
  expect(frame.protocols).toBe('ppp:chap');
  expect(frame.info).toBe("Challenge (NAME='me')");
  expect(frame.values('chap.value')).toEqual([hex('01020304')]);
  expect(lie.malformed).toBe(true);
});

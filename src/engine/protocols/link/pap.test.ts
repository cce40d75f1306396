import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a request shows who asks', () => {
  const [frame] = walkFrames([hex('c023 01 01 000b 02 6d65 03 736563')], 9);
  expect(frame.protocols).toBe('ppp:pap');
  expect(frame.info).toBe("Authenticate-Request (Peer-ID='me', Password='sec')");
  expect(frame.values('pap.peer_id')).toEqual(['me']);
});

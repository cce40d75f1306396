import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a router says where it is', () => {
  const [frame] = walkFrames([
    hex('0900 07ffffff 020000000002 0019 aaaa03 080007 809b 0011 0000 0000 0051 ff e0 01 01 01 0051 08 e0'),
  ]);
  expect(frame.protocols).toBe('eth:llc:ddp:rtmp');
  expect(frame.info).toBe('Net: 81  Node Len: 8  Node: 224');
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a binding update', () => {
  const [frame] = walkFrames([
    hex(
      '020000000001 020000000002 86dd 60000000 0010 87 40 20010db8000000000000000000000001 20010db8000000000000000000000002 3b01 0500 0000 0001 8000 0010 0102 0000',
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ipv6:mipv6');
  expect(frame.info).toBe('Binding Update');
});

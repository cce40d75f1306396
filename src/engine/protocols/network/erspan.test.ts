import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

function packet(protocol: string, message: string): Uint8Array {
  const length = (20 + hex(message).length).toString(16).padStart(4, '0');
  return hex(
    `020000000001 020000000002 0800 4500 ${length} 0001 0000 40 ${protocol} 0000 0a000001 0a000002 ${message}`,
  );
}

const inner = '020000000003 020000000004 1234 0102';

test('type III with an optional subheader', () => {
  const [frame] = walkFrames([
    packet('2f', `1000 22eb 00000001 2001 0005 00000010 0001 8001 0400 0123 00000001 ${inner}`),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ip:gre:erspan:eth:ethertype:data');
  expect(frame.values('erspan.platid')).toEqual([1]);
});

test('without a sequence number there is no header', () => {
  const [frame] = walkFrames([packet('2f', `0000 88be ${inner}`)]);
  expect(frame.protocols).toBe('eth:ethertype:ip:gre:erspan:eth:ethertype:data');
});

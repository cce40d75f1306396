import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

function packet(protocol: string, message: string): Uint8Array {
  const length = (20 + hex(message).length).toString(16).padStart(4, '0');
  return hex(
    `020000000001 020000000002 0800 4500 ${length} 0001 0000 40 ${protocol} 0000 0a000001 0a000002 ${message}`,
  );
}

test('what is compressed is data', () => {
  const [frame] = walkFrames([packet('6c', '11 00 0002 0102')]);
  expect(frame.protocols).toBe('eth:ethertype:ip:ipcomp:data');
  expect(frame.info).toBe('IPComp (CPI=DEFLATE)');
});

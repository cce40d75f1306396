import { expect, test } from 'vitest';
import { hex, tcpFrames, walkFrames } from '../../decode/testing';

test('a request, a response over two segments, and a question about the link', () => {
  const frames = walkFrames(
    tcpFrames(20_000, [
      ['client', hex('0564 08 c4 0300 0400 2d15 c1 c1 01 0000')],
      ['server', hex('0564 0a 44 0400 0300 2d15 c1 c1')],
      ['server', hex('81 1000 0000')],
      ['client', hex('0564 05 c9 0300 0400 0000')],
    ]),
  ).slice(3);
  expect(frames[0].column).toBe('DNP 3.0');
  expect(frames[0].info).toBe('Read');
  expect(frames[0].values('dnp3.src')).toEqual([4]);
  expect(frames[1].column).toBe('TCP');
  expect(frames[2].info).toBe('Response');
  expect(frames[2].values('dnp3.al.iin')).toEqual([0x1000]);
  expect(frames[3].info).toBe('Request Link Status');
});

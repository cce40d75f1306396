import { expect, test } from 'vitest';
import { tcpFrames, walkFrames } from '../../decode/testing';

test('values, arrays over segments, and several answers', () => {
  const frames = walkFrames(
    tcpFrames(6379, [
      ['client', '*2\r\n$3\r\nGE'],
      ['client', 'T\r\n$1\r\na\r\n'],
      ['server', '+OK\r\n:5\r\n-ERR x\r\n$-1\r\n'],
    ]),
  ).slice(3);
  expect(frames[0].column).toBe('TCP');
  expect(frames[0].protocols).toBe('eth:ethertype:ip:tcp:resp');
  expect(frames[1].info).toBe('Request: GET a');
  expect(frames[1].values('resp.array.length')).toEqual([2n]);
  expect(frames[2].info).toBe('Response: OK 5 Error: ERR x');
});

import { expect, test } from 'vitest';
import { tcpFrames, walkFrames } from '../../decode/testing';

test('a request and its answer know each other, and a literal is waited for', () => {
  const frames = walkFrames(
    tcpFrames(143, [
      ['client', 'a1 FETCH 1 (BODY[])\r\n'],
      ['server', '* 1 FETCH (BODY[] {18}\r\nSubject: a\r\n'],
      ['server', '\r\nbody)\r\na1 OK done\r\n'],
    ]),
  ).slice(3);
  expect(frames[0].values('imap.request.command')).toEqual(['FETCH']);
  expect(frames[0].values('imap.response_in')).toEqual([6]);
  expect(frames[1].column).toBe('TCP');
  expect(frames[1].protocols).toBe('eth:ethertype:ip:tcp:imap');
  expect(frames[2].protocols).toBe('eth:ethertype:ip:tcp:imap:imf');
  expect(frames[2].values('imap.response.status')).toEqual(['OK']);
  expect(frames[2].values('imap.response_to')).toEqual([4]);
});

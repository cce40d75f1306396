import { expect, test } from 'vitest';
import { tcpFrames, walkFrames } from '../../decode/testing';

test('a request, its answer, and the mail that follows', () => {
  const frames = walkFrames(
    tcpFrames(110, [
      ['client', 'RETR 1\r\n'],
      ['server', '+OK 20 octets\r\n'],
      ['server', 'Subject: a\r\n\r\nbody\r\n.\r\n'],
      ['client', 'QUIT\r\n'],
    ]),
  ).slice(3);
  expect(frames[0].info).toBe('C: RETR 1');
  expect(frames[0].values('pop.request.command')).toEqual(['RETR']);
  expect(frames[1].values('pop.response.description')).toEqual(['20 octets']);
  expect(frames[2].protocols).toBe('eth:ethertype:ip:tcp:pop:imf');
  expect(frames[2].column).toBe('POP/IMF');
  expect(frames[3].info).toBe('C: QUIT');
});

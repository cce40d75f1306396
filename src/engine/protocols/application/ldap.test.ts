import { expect, test } from 'vitest';
import { hex, tcpFrames, walkFrames } from '../../decode/testing';

test('a bind, a search and their results', () => {
  const frames = walkFrames(
    tcpFrames(389, [
      ['client', hex('300c 020101 6007 020103 0400 8000')],
      ['server', hex('300c 020101 6107 0a0100 0400 0400')],
      ['client', hex('3011 020102 630c 0404 646f3d61 0a0102 0101')],
      ['client', hex('ff')],
      ['server', hex('300b 020102 6406 0402 636e 3000 300c 020102 6507 0a0120 0400 0400')],
    ]),
  ).slice(3);
  expect(frames[0].info).toBe('bindRequest(1) "<ROOT>" simple ');
  expect(frames[0].values('ldap.response_in')).toEqual([5]);
  expect(frames[1].values('ldap.resultCode')).toEqual([0]);
  expect(frames[2].column).toBe('TCP');
  expect(frames[3].info).toBe('searchRequest(2) "do=a" wholeSubtree ');
  expect(frames[4].info).toBe('searchResEntry(2) "cn" searchResDone(2) noSuchObject ');
  expect(frames[4].values('ldap.response_to')).toEqual([7]);
});

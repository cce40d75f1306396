import { expect, test } from 'vitest';
import { hex, tcpFrames, walkFrames } from '../../decode/testing';

test('the header names the command and the status', () => {
  const header = (flags: string, status: string) =>
    `ff534d42 73 ${status} ${flags} 07c8 0000 ${'00'.repeat(8)} 0000 0100 0200 0300 0400 00 0000`;
  const frames = walkFrames(
    tcpFrames(445, [
      ['client', hex(`00000023 ${header('18', '00000000')}`)],
      ['server', hex(`00000023 ${header('98', '160000c0')}`)],
    ]),
  ).slice(3);
  expect(frames[0].protocols).toBe('eth:ethertype:ip:tcp:nbss:smb');
  expect(frames[0].info).toBe('Session Setup AndX Request');
  expect(frames[1].info).toBe('Session Setup AndX Response, Error: STATUS_MORE_PROCESSING_REQUIRED');
  expect(frames[1].values('smb.response_to')).toEqual([4]);
});

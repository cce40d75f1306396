import { expect, test } from 'vitest';
import { tcpFrames, walkFrames } from '../../decode/testing';

test('requests and numbered replies', () => {
  const frames = walkFrames(
    tcpFrames(6667, [
      ['client', 'NICK a\r\nPRIVMSG #x :hello there\r\n'],
      ['server', ':srv 001 a :Welcome\r\n'],
    ]),
  ).slice(3);
  expect(frames[0].info).toBe('Request (NICK) (PRIVMSG)');
  expect(frames[0].values('irc.request.trailer')).toEqual(['hello there']);
  expect(frames[1].values('irc.response.num_command')).toEqual([1]);
  expect(frames[1].values('irc.response.prefix')).toEqual(['srv']);
});

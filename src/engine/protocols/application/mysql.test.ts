import { expect, test } from 'vitest';
import { hex, tcpFrames, walkFrames } from '../../decode/testing';

const packet = (number: number, payload: string) =>
  `${String.fromCharCode(payload.length & 0xff, payload.length >> 8, 0, number)}${payload}`;

test('greeting, login, command and answers', () => {
  const login = `${String.fromCharCode(...hex('05a20300 00000001 21'))}${'\0'.repeat(23)}root\0`;
  const frames = walkFrames(
    tcpFrames(3306, [
      ['server', packet(0, `\x0a8.0.1\0${'\x01\0\0\0'}saltsalt\0${'\xff\xf7\x21\x02\0'}`)],
      ['client', packet(1, login)],
      ['server', packet(2, '\0\0\0\x02\0\0\0')],
      ['client', packet(0, '\x03select 1')],
      ['server', packet(1, '\xff\x15\x04#28000Access denied')],
    ]),
  ).slice(3);
  expect(frames.map(({ info }) => info)).toEqual([
    'Server Greeting  proto=10 version=8.0.1 ',
    'Login Request user=root ',
    'Response OK ',
    'Request Query { select 1 } ',
    'Response Error 1045 ',
  ]);
  expect(frames[0].values('mysql.thread_id')).toEqual([1]);
  expect(frames[3].values('mysql.query')).toEqual(['select 1']);
  expect(frames[4].values('mysql.error.message')).toEqual(['Access denied']);
});

import { expect, test } from 'vitest';
import { hex, tcpFrames, walkFrames } from '../../decode/testing';

test('version 5 with a password, and what is carried afterwards', () => {
  const frames = walkFrames(
    tcpFrames(1080, [
      ['client', hex('05 02 00 02')],
      ['server', hex('05 02')],
      ['client', hex('01 01 75 01 70')],
      ['server', hex('01 00')],
      ['client', hex('05 01 00 03 03 612e62 0050')],
      ['server', hex('05 00 00 01 0a000002 1f90')],
      ['client', 'GET / HTTP/1.1\r\n\r\n'],
    ]),
  ).slice(3);
  expect(frames.slice(0, 6).map(({ info }) => info)).toEqual([
    'Version: 5 Connect to server request',
    'Version: 5 Connect to server response',
    'Version: 5 User authentication request',
    'Version: 5 User authentication reply',
    'Version: 5 Command Request - Connect',
    'Version: 5 Command Response - Connect',
  ]);
  expect(frames[2].values('socks.username')).toEqual(['u']);
  expect(frames[4].values('socks.remote_name')).toEqual(['a.b']);
  expect(frames[6].protocols).toBe('eth:ethertype:ip:tcp:socks:http');
});

test('version 4', () => {
  const frames = walkFrames(
    tcpFrames(1080, [
      ['client', hex('04 01 0050 0a000002 7500')],
      ['server', hex('00 5a 0050 0a000002')],
    ]),
  ).slice(3);
  expect(frames[0].values('socks.dst')).toEqual([0x0a000002]);
  expect(frames[1].values('socks.results')).toEqual([90]);
});

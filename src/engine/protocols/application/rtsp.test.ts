import { expect, test } from 'vitest';
import { tcpFrames, walkFrames } from '../../decode/testing';

test('requests, replies and interleaved data', () => {
  const frames = walkFrames(
    tcpFrames(554, [
      ['client', 'SETUP rtsp://a/b RTSP/1.0\r\nTransport: RTP/AVP;unicast\r\n\r\n'],
      ['server', 'RTSP/1.0 200 OK\r\nSession: 12\r\n\r\n$\x01\x00\x02ab'],
    ]),
  ).slice(3);
  expect(frames[0].info).toBe('SETUP rtsp://a/b RTSP/1.0');
  expect(frames[0].values('rtsp.transport')).toEqual(['RTP/AVP;unicast']);
  expect(frames[1].values('rtsp.session')).toEqual(['12']);
  expect(frames[1].values('rtsp.channel')).toEqual([1]);
});

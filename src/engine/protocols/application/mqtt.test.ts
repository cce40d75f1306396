import { expect, test } from 'vitest';
import { hex, tcpFrames, walkFrames } from '../../decode/testing';

test('connecting, and messages behind one another', () => {
  const frames = walkFrames(
    tcpFrames(1883, [
      ['client', hex('1010 0004 4d515454 04 02 003c 0004 61626364')],
      ['server', hex('20020000')],
      ['client', hex('3207 0003 612f62 0001 c000')],
      ['client', hex('e0')],
      ['client', hex('00')],
    ]),
  ).slice(3);
  expect(frames[0].info).toBe('Connect Command');
  expect(frames[0].values('mqtt.clientid')).toEqual(['abcd']);
  expect(frames[0].values('mqtt.kalive')).toEqual([60]);
  expect(frames[1].values('mqtt.conack.val')).toEqual([0]);
  expect(frames[2].info).toBe('Publish Message (id=1) [a/b], Ping Request');
  expect(frames[2].values('mqtt.msgtype')).toEqual([3, 12]);
  expect(frames[3].column).toBe('TCP');
  expect(frames[4].info).toBe('Disconnect Req');
});

import { expect, test } from 'vitest';
import { hex, tcpFrames, walkFrames } from '../../decode/testing';

const ethernet = '020000000001 020000000002 0800';
const tcp = (source: string, destination: string) => `${source} ${destination} 00000001 00000001 5018 ffff 0000 0000`;
const ip = (length: number) =>
  `4500 ${(40 + length).toString(16).padStart(4, '0')} 0001 4000 40 06 0000 0a000001 0a000002`;
const segment = (payload: string) => {
  const length = payload.replace(/\s+/g, '').length / 2;
  return hex(`${ethernet} ${ip(length)} ${tcp('c000', '0050')} ${payload}`);
};

test('the preface and the frames behind it are shown', () => {
  const preface = '505249202a20485454502f322e300d0a0d0a534d0d0a0d0a';
  const settings = '000006 04 00 00000000 0003 00000064';
  const windowUpdate = '000004 08 00 00000000 00ffffff';
  const [frame] = walkFrames([segment(`${preface} ${settings} ${windowUpdate}`)]);
  expect(frame.column).toBe('HTTP2');
  expect(frame.info).toBe('Magic, SETTINGS[0], WINDOW_UPDATE[0]');
  expect(frame.values('http2.settings.max_concurrent_streams')).toEqual([100]);
  expect(frame.values('http2.window_update.window_size_increment')).toEqual([0xffffff]);
});

test('a connection on HTTP’s port that began with the preface stays HTTP/2', () => {
  const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
  const settings = '\0\0\0\x04\0\0\0\0\0';
  const frames = walkFrames(
    tcpFrames(80, [
      ['client', preface + settings],
      ['server', settings],
      ['client', settings],
    ]),
  );
  expect(frames.slice(3).map(({ protocols }) => protocols.split(':').at(-1))).toEqual(Array(3).fill('http2'));
});

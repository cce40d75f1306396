import { expect, test } from 'vitest';
import { tcpFrames, walkFrames } from '../../decode/testing';

const walk = (type: string, body: string) =>
  walkFrames(
    tcpFrames(80, [
      ['client', `POST / HTTP/1.1\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`],
    ]),
  ).at(-1)!;

test('preamble, parts with folded headers, parts in parts, and a trailer', () => {
  const inner = '--in\r\n\r\ndeep\r\n--in--';
  const frame = walk(
    'multipart/mixed; boundary="out"',
    `before\r\n--out\r\nContent-Type: multipart/alternative;\r\n boundary=in\r\n\r\n${inner}\r\n--out\r\n` +
      'Content-Disposition: form-data\r\nContent-Type: application/json\r\n\r\n{"a":1}\r\n--out--\r\nafter',
  );
  expect(frame.protocols).toBe('eth:ethertype:ip:tcp:http:mime_multipart:mime_multipart:data-text-lines:json');
  expect(frame.values('mime_multipart.header.content-disposition')).toEqual(['form-data']);
  expect(frame.values('json.value.number')).toEqual(['1']);
  expect(frame.values('mime_multipart.preamble')).toHaveLength(1);
  expect(frame.values('mime_multipart.trailer')).toHaveLength(1);
});

test('without a boundary nothing is taken apart', () => {
  expect(walk('multipart/mixed', 'x').protocols).toBe('eth:ethertype:ip:tcp:http:mime_multipart');
});

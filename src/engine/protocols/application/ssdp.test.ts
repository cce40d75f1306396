import { expect, test } from 'vitest';
import { udpFrame, walkFrames } from '../../decode/testing';

test('a search shows the fields of HTTP', () => {
  const [frame] = walkFrames([
    udpFrame(5000, 1900, 'M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: "ssdp:discover"\r\n\r\n'),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:ssdp');
  expect(frame.column).toBe('SSDP');
  expect(frame.info).toBe('M-SEARCH * HTTP/1.1 ');
  expect(frame.values('http.host')).toEqual(['239.255.255.250:1900']);
  expect(frame.values('http.request.method')).toEqual(['M-SEARCH']);
});

test('what is no message is a continuation', () => {
  const [frame] = walkFrames([udpFrame(1900, 1900, 'anything')]);
  expect(frame.info).toBe('Continuation');
});

test('a notification has no lines of a request, and its other headers are unknown ones', () => {
  const [frame] = walkFrames([
    udpFrame(5000, 1900, 'NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nNTS: ssdp:alive\r\n\r\n'),
  ]);
  expect(frame.values('http.notification')).toEqual([1]);
  expect(frame.values('http.request.line')).toEqual([]);
  expect(frame.values('http.unknown_header')).toEqual(['NTS: ssdp:alive\r\n']);
  expect(frame.text).toContain('NTS: ssdp:alive');
});

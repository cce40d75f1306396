import { expect, test } from 'vitest';
import { hex, type Sent, tcpFrames, walkFrames } from '../../decode/testing';

const upgraded = (...sent: Sent[]) =>
  walkFrames(
    tcpFrames(80, [
      ['client', 'GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n'],
      ['server', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n'],
      ...sent,
    ]),
  ).slice(5);

test('a masked text is shown in clear', () => {
  const [frame] = upgraded(['client', hex('8185 37fa213d 7f9f4d5158')]);
  expect(frame.info).toBe('WebSocket Text [FIN] [MASKED]');
  expect(frame.values('websocket.payload.text')).toEqual(['Hello']);
  expect(frame.protocols).toBe('eth:ethertype:ip:tcp:http:websocket:data-text-lines');
});

test('extended lengths, several frames, fragments and a reason to close', () => {
  const long = `\x82\x7e\x00\x80${'x'.repeat(128)}`;
  const [both, fragment, close] = upgraded(
    ['server', `${long}\x89\x00`],
    ['server', '\x01\x02ab'],
    ['server', '\x88\x04\x03\xe9hi'],
  );
  expect(both.values('websocket.payload_length_ext_16')).toEqual([128]);
  expect(both.values('websocket.opcode')).toEqual([2, 9]);
  expect(fragment.info).toContain('[FRAGMENT]');
  expect(fragment.protocols).toBe('eth:ethertype:ip:tcp:http:websocket');
  expect(close.values('websocket.payload.close.status_code')).toEqual([1001]);
  expect(close.values('websocket.payload.close.reason')).toEqual(['hi']);
});

test('a length beyond any bound is malformed, not waited for', () => {
  const [frame] = upgraded(['server', hex('827f ffffffffffffffff 00')]);
  expect(frame.malformed).toBe(true);
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const four = (value: number) => value.toString(16).padStart(4, '0');

function datagram(ports: string, message: string, fromServer = false): Uint8Array {
  const length = message.replace(/\s+/g, '').length / 2;
  const addresses = fromServer ? '0a000002 0a000001' : '0a000001 0a000002';
  return hex(
    `020000000002 020000000001 0800 4500 ${four(length + 28)} 0001 0000 40 11 0000 ${addresses} ${ports} ${four(length + 8)} 0000 ${message}`,
  );
}

test('the server answers from another port', () => {
  const [ask, send, acknowledge] = walkFrames([
    datagram('1388 0045', '0001 612e62 00 6f63746574 00 7473697a65 00 30 00'),
    datagram('1770 1388', '0003 0001 68656c6c6f', true),
    datagram('1388 1770', '0004 0001'),
  ]);
  expect(ask.info).toBe('Read Request, File: a.b, Transfer type: octet, tsize=0');
  expect(ask.values('tftp.option.name')).toEqual(['tsize']);
  expect(send.protocols).toBe('eth:ethertype:ip:udp:tftp:data');
  expect(send.info).toBe('Data Packet, Block: 1 (last)');
  expect(acknowledge.info).toBe('Acknowledgement, Block: 1');
});

test('a text without an end is malformed', () => {
  expect(walkFrames([datagram('1388 0045', '0001 612e62')])[0].malformed).toBe(true);
});

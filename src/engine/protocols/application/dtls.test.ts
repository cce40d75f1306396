import { expect, test } from 'vitest';
import { hex, udpFrame, walkFrames } from '../../decode/testing';

const random = '11'.repeat(32);
const hello = `fefd ${random} 00 00 0002 c02b 01 00`;
const record = (epoch: string, content: string, type = '16') => {
  const length = hex(content).length.toString(16).padStart(4, '0');
  return `${type} fefd ${epoch} 000000000001 ${length} ${content}`;
};
const fragment = (total: number, offset: number, content: string) => {
  const number = (value: number) => value.toString(16).padStart(6, '0');
  return `01 ${number(total)} 0000 ${number(offset)} ${number(hex(content).length)} ${content}`;
};
const walk = (...datagrams: readonly string[]) =>
  walkFrames(datagrams.map((digits) => udpFrame(40000, 9999, hex(digits))));

test('a whole ClientHello is recognised and shown', () => {
  const [frame] = walk(record('0000', fragment(hex(hello).length, 0, hello)));
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:dtls');
  expect(frame.column).toBe('DTLS');
  expect(frame.info).toBe('Client Hello');
  expect(frame.values('dtls.handshake.ciphersuite')).toEqual([0xc02b]);
  expect(frame.values('dtls.record.epoch')).toEqual([0]);
});

test('fragments are put together', () => {
  const digits = hello.replace(/\s/g, '');
  const total = digits.length / 2;
  const [first, second] = walk(
    record('0000', fragment(total, 0, digits.slice(0, 40))),
    record('0000', fragment(total, 20, digits.slice(40))),
  );
  expect(first.info).toBe('Client Hello (Fragment)');
  expect(first.values('dtls.reassembled.in')).toEqual([2]);
  expect(second.info).toBe('Client Hello (Fragment), Client Hello (Reassembled)');
  expect(second.values('dtls.handshake.ciphersuite')).toEqual([0xc02b]);
});

test('later epochs are encrypted', () => {
  const [frame] = walk(record('0001', '55'.repeat(40)));
  expect(frame.info).toBe('Encrypted Handshake Message');
  expect(frame.column).toBe('DTLSv1.2');
});

test('a datagram that is not made of records to its end is something else', () => {
  const [frame] = walk(`${record('0000', fragment(hex(hello).length, 0, hello))} 00`);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:data');
});

import { expect, test } from 'vitest';
import { hex, udpFrame, walkFrames } from '../../decode/testing';

const ascii = (text: string): string => [...text].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('');
const walk = (...messages: string[]) => walkFrames(messages.map((digits) => udpFrame(40000, 5683, hex(digits))));

test('a request shows its options and the path they make', () => {
  const [frame] = walk(`42 01 1234 abcd b3 ${ascii('sen')} 01 ${ascii('x')} 43 ${ascii('a=b')}`);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:coap');
  expect(frame.column).toBe('CoAP');
  expect(frame.info).toBe('CON, MID:4660, GET, TKN:ab cd, /sen/x?a=b');
  expect(frame.values('coap.opt.uri_path')).toEqual(['sen', 'x']);
  expect(frame.values('coap.token')).toEqual([hex('abcd')]);
});

test('a response is walked by its content format', () => {
  const [json, bytes] = walk(`60 45 0001 c1 32 ff ${ascii('{"a":1}')}`, '60 45 0001 ff 0102');
  expect(json.protocols).toBe('eth:ethertype:ip:udp:coap:json');
  expect(json.values('coap.opt.ctype')).toEqual(['application/json']);
  expect(bytes.protocols).toBe('eth:ethertype:ip:udp:coap:data');
});

test('options may be far apart and long; blocks are shown by themselves', () => {
  const [far, block] = walk(`40 02 0001 dd 16 02 ${ascii('coap://example.')}`, '60 45 0002 d1 0a 1a ff 0102');
  expect(far.values('coap.opt.proxy_uri')).toEqual(['coap://example.']);
  expect(far.values('coap.opt.delta_ext')).toEqual([0x16]);
  expect(block.values('coap.opt.block_number')).toEqual([1]);
  expect(block.values('coap.opt.block_mflag')).toEqual([1]);
  expect(block.info).toBe('ACK, MID:2, 2.05 Content, Block #1');
  expect(block.protocols).toBe('eth:ethertype:ip:udp:coap');
});

test('a reserved length ends the options', () => {
  const [frame] = walk('40 01 0001 bf 00');
  expect(frame.malformed).toBe(true);
});

test('an option that no registry knows is remarked, and the message goes on', () => {
  const [frame] = walk(`40 01 0001 22 0102 91 61`);
  expect(frame.values('coap.invalid_option_number')).toHaveLength(1);
  expect([frame.malformed, frame.learned.malformed]).toEqual([true, true]);
  expect(frame.values('coap.opt.uri_path')).toEqual(['a']);
});

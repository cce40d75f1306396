import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const client = '020000000002 020000000001 0800';
const four = (value: number) => value.toString(16).padStart(4, '0');

/** A UDP datagram from 10.0.0.1 port 5000 to 10.0.0.2 port 53, or the other way. */
function datagram(message: string, fromServer = false): Uint8Array {
  const length = message.replace(/\s+/g, '').length / 2;
  const addresses = fromServer ? '0a000002 0a000001' : '0a000001 0a000002';
  const ports = fromServer ? '0035 1388' : '1388 0035';
  return hex(
    `${client} 4500 ${four(length + 28)} 0001 0000 40 11 0000 ${addresses} ${ports} ${four(length + 8)} 0000 ${message}`,
  );
}

const example = '07 6578616d706c65 03 636f6d 00';
const query = `1234 0100 0001 0000 0000 0000 ${example} 0001 0001`;
const answer = `1234 8180 0001 0001 0000 0000 ${example} 0001 0001 c00c 0001 0001 0000003c 0004 01020304`;

test('a message on another port is known by its header', () => {
  const elsewhere = (message: string): Uint8Array => {
    const bytes = datagram(message);
    new DataView(bytes.buffer, bytes.byteOffset).setUint16(36, 1053);
    return bytes;
  };
  const header = (...words: number[]): string => words.map(four).join('');
  const messages = [
    query,
    answer,
    `${header(1, 0x2800, 1, 0, 0, 0)}${example}00010001`,
    `${header(1, 0x0100, 2, 0, 0, 0)}${example}00010001`,
    `${header(1, 0x0100, 1, 1, 0, 0)}${example}00010001`,
    `${header(1, 0x8180, 1, 0, 11, 0)}${example}00010001`,
    `${header(1, 0x0100, 1, 0, 0, 11)}${example}00010001`,
    header(1, 0x0100, 1, 0, 0, 0),
  ];
  expect(walkFrames(messages.map(elsewhere)).map(({ protocols }) => protocols.split(':').at(-1))).toEqual([
    ...['dns', 'dns'],
    ...['data', 'data', 'data', 'data', 'data', 'data'],
  ]);
});

test('a query and its response know each other', () => {
  const frames = walkFrames([datagram(query), datagram(answer, true)]);
  expect(frames.map((frame) => frame.protocols)).toEqual(['eth:ethertype:ip:udp:dns', 'eth:ethertype:ip:udp:dns']);
  expect(frames.map((frame) => frame.column)).toEqual(['DNS', 'DNS']);
  expect(frames.map((frame) => frame.info)).toEqual([
    'Standard query 0x1234 A example.com',
    'Standard query response 0x1234 A example.com A 1.2.3.4',
  ]);
  expect(frames[0].values('dns.response_in')).toEqual([2]);
  expect(frames[1].values('dns.response_to')).toEqual([1]);
  expect(frames[1].values('dns.time')).toEqual([1_000_000n]);
  expect(frames[0].values('dns.qry.name.len')).toEqual([11]);
  expect(frames[0].values('dns.count.labels')).toEqual([2]);
  expect(frames[1].values('dns.resp.name')).toEqual(['example.com']);
  expect(frames[1].values('dns.flags.rcode')).toEqual([0]);
});

test('a query that comes again is a retransmission until it is answered', () => {
  const [, again, , later, unsolicited] = walkFrames([
    datagram(query),
    datagram(query),
    datagram(answer, true),
    datagram(query),
    datagram(answer.replace('1234', '4321'), true),
  ]);
  expect(again.values('dns.retransmit_request_in')).toEqual([1]);
  expect(later.values('dns.retransmission')).toEqual([]);
  expect(unsolicited.values('dns.unsolicited')).toEqual([1]);
});

test('names: the root, escapes, loops and pointers forward', () => {
  const ask = (name: string) => `0001 0100 0001 0000 0000 0000 ${name} 0001 0001`;
  const [root, escaped, loop, forward, odd] = walkFrames([
    datagram(ask('00')),
    datagram(ask('04 0041091b 00')),
    datagram(ask('c00c')),
    datagram('0001 0100 0001 0000 0000 0000 c012 0001 0001 01 61 00'),
    datagram(ask('80')),
  ]);
  expect(root.values('dns.qry.name')).toEqual(['<Root>']);
  expect(escaped.values('dns.qry.name')).toEqual(['\\000A\\t\\033']);
  expect(loop.values('dns.qry.name')).toEqual(['<Name contains a pointer that loops>']);
  expect(loop.malformed).toBe(true);
  expect(forward.values('dns.qry.name')).toEqual(['a']);
  expect(forward.malformed).toBe(true);
  expect(odd.malformed).toBe(true);
  expect(odd.info).toBe('Standard query 0x0001[Malformed Packet]');
});

test('an OPT record shows its options instead of class and time to live', () => {
  const [frame] = walkFrames([
    datagram(
      `1234 0100 0001 0000 0000 0001 ${example} 001c 0001 00 0029 1000 00 00 8000 000b 0008 0007 0001 18 00 010203`,
    ),
  ]);
  expect(frame.values('dns.rr.udp_payload_size')).toEqual([4096]);
  expect(frame.values('dns.resp.z.do')).toEqual([1]);
  expect(frame.values('dns.opt.client.addr4')).toEqual([0x01020300]);
  expect(frame.values('dns.resp.ttl')).toEqual([]);
});

test('an HTTPS record shows its parameters', () => {
  const [frame] = walkFrames([
    datagram(
      `1234 8180 0001 0001 0000 0000 ${example} 0041 0001 c00c 0041 0001 0000003c 0012 0001 00 0001 0003 02 6832 0004 0004 01020304`,
      true,
    ),
  ]);
  expect(frame.values('dns.svcb.svcparam.alpn')).toEqual(['h2']);
  expect(frame.values('dns.svcb.svcparam.ipv4hint.ip')).toEqual([0x01020304]);
  expect(frame.malformed).toBe(false);
});

test('what follows the records is extraneous, what is missing is malformed', () => {
  const [more, less] = walkFrames([
    datagram(`${query} aabb`),
    datagram(`1234 8180 0001 0001 0000 0000 ${example} 0001 0001 c00c 0001 0001 0000003c 0010 01020304`, true),
  ]);
  expect(more.values('dns.extraneous.length')).toEqual([2]);
  expect(less.malformed).toBe(true);
  expect(less.values('dns.a')).toEqual([0x01020304]);
});

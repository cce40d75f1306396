import { expect, test } from 'vitest';
import { hex, type Sent, tcpFrames, walkFrames } from '../../decode/testing';

/** HTTP/1.1 that is upgraded on its own port: HTTP/2 follows. */
const walk = (...sent: Sent[]) => {
  const upgrade: Sent[] = [
    [
      'client',
      'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: \r\n\r\n',
    ],
    ['server', 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'],
    ['client', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ];
  return walkFrames(tcpFrames(80, [...upgrade, ...sent])).slice(6);
};

const frame = (type: number, flags: number, stream: number, payload: readonly number[]): readonly number[] => [
  0,
  payload.length >> 8,
  payload.length & 0xff,
  type,
  flags,
  ...[0, 0, 0, stream],
  ...payload,
];
const literal = (name: string, value: string): readonly number[] => [
  0,
  name.length,
  ...Buffer.from(name),
  value.length,
  ...Buffer.from(value),
];
const opening = (stream: number, type = 'application/grpc'): readonly number[] =>
  frame(1, 4, stream, [0x83, ...literal(':path', '/a.B/C'), ...literal('content-type', type)]);
const message = (payload: readonly number[]): readonly number[] => [0, 0, 0, 0, payload.length, ...payload];
const bytes = (...frames: readonly (readonly number[])[]): Uint8Array => Uint8Array.from(frames.flat());

/** Field 1, the number 5; field 2, the text `abc`; field 3, eight bytes; field 4, four bytes. */
const fields = [...hex('0805 1203616263 1900000000000000f0 2500000080')];

test('a call: the message in its frame, and its fields', () => {
  const [call] = walk(['client', bytes(opening(1), frame(0, 1, 1, message(fields)))]);
  expect(call.protocols).toBe('eth:ethertype:ip:tcp:http:http2:grpc:protobuf');
  expect(call.column).toBe('GRPC');
  expect(call.info).toBe('HEADERS[1]: POST /a.B/C, DATA[1] (GRPC) (PROTOBUF)');
  expect(call.values('grpc.message_length')).toEqual([fields.length]);
  expect(call.values('protobuf.field.number')).toEqual([1n, 2n, 3n, 4n]);
  expect(call.values('protobuf.field.wiretype')).toEqual([0, 2, 1, 5]);
  expect(call.values('protobuf.field.value.uint32')).toEqual([5, 0x8000_0000]);
  expect(call.values('protobuf.field.value.uint64')).toEqual([0xf000_0000_0000_0000n]);
  expect(call.values('protobuf.field.value')[1]).toEqual(Uint8Array.from([0x61, 0x62, 0x63]));
});

test('messages that end and begin within frames are put together', () => {
  const whole = [...message(fields), ...message([8, 1])];
  const [first, second] = walk(
    ['client', bytes(opening(1), frame(0, 0, 1, whole.slice(0, 9)))],
    ['client', bytes(frame(0, 0, 1, whole.slice(9)))],
  );
  expect(first.protocols).toBe('eth:ethertype:ip:tcp:http:http2');
  expect(first.info).toContain('[HTTP2 segment of a reassembled PDU]');
  expect(second.values('grpc.message_length')).toEqual([fields.length, 2]);
  expect(second.values('protobuf.field.value.uint32')).toEqual([5, 0x8000_0000, 1]);
});

test('streams that carry something else, and prefixes that lie', () => {
  const [other, lying] = walk(
    ['client', bytes(opening(3, 'text/plain'), frame(0, 0, 3, message(fields)))],
    ['client', bytes(opening(5), frame(0, 0, 5, [0, 0xff, 0xff, 0xff, 0xff, 1]), frame(0, 0, 5, message(fields)))],
  );
  expect(other.protocols).toBe('eth:ethertype:ip:tcp:http:http2');
  expect(lying.protocols).toBe('eth:ethertype:ip:tcp:http:http2');
});

test('fields that lie, and numbers without end', () => {
  const [long, group, compressed, endless] = walk(
    ['client', bytes(opening(1), frame(0, 0, 1, message([0x12, 0xff, 0xff, 0xff, 0x7f, 1])))],
    ['client', bytes(opening(3), frame(0, 0, 3, message([0x0b, 0x0c])))],
    ['client', bytes(opening(5), frame(0, 0, 5, [1, ...message([0x08, 1]).slice(1)]))],
    ['client', bytes(opening(7), frame(0, 0, 7, message([8, ...new Array<number>(30).fill(0xff), 1])))],
  );
  expect(long.values('protobuf.field.failed_parse_length_delimited_field')).toEqual([1]);
  expect(group.values('protobuf.field.wiretype.invalid')).toEqual([1]);
  expect(endless.values('protobuf.field.value.uint64')[0]).toBe(0xffff_ffff_ffff_ffffn);
  expect(compressed.protocols).toBe('eth:ethertype:ip:tcp:http:http2:grpc');
});

import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { inflateContent } from '../../../node-host/inflate-content';
import { hex, type Sent, tcpFrames, walkFrames } from '../../decode/testing';
import { messages } from './kafka/messages';

const walk = (...sent: Sent[]) => walkFrames(tcpFrames(9092, sent), 1, inflateContent).slice(3);

const int = (width: number, value: number): readonly number[] => [
  ...hex(
    BigInt.asUintN(width * 8, BigInt(value))
      .toString(16)
      .padStart(width * 2, '0'),
  ),
];
const string = (value: string): readonly number[] => [...int(2, value.length), ...Buffer.from(value)];
const array = (...elements: readonly (readonly number[])[]): readonly number[] => [
  ...int(4, elements.length),
  ...elements.flat(),
];
const framed = (...parts: readonly (readonly number[])[]): Uint8Array => {
  const body = parts.flat();
  return Uint8Array.from([...int(4, body.length), ...body]);
};
const request = (key: number, version: number, correlation: number, ...body: readonly (readonly number[])[]) =>
  framed(int(2, key), int(2, version), int(4, correlation), string('app'), ...body);

/** A record: its length, attributes, time and offset from its batch's, key, value and headers. */
const record = (key: string, value: string): readonly number[] => {
  const inner = [0, 2, 2, key.length * 2, ...Buffer.from(key), value.length * 2, ...Buffer.from(value), 0];
  return [inner.length * 2, ...inner];
};
const batch = (codec: number, records: readonly number[]): readonly number[] => [
  ...int(8, 40),
  ...int(4, 49 + records.length),
  ...int(4, -1),
  2,
  ...int(4, 0),
  ...int(2, codec),
  ...int(4, 0),
  ...int(8, 1000),
  ...int(8, 1000),
  ...int(8, -1),
  ...int(2, -1),
  ...int(4, -1),
  ...int(4, 1),
  ...records,
];
const producing = (version: number, acknowledgements: number, records: readonly number[]) => [
  ...(version >= 3 ? int(2, -1) : []),
  ...int(2, acknowledgements),
  ...int(4, 500),
  ...array([...string('events'), ...array([...int(4, 0), ...int(4, records.length), ...records])]),
];

test('a request, cut into segments, and its answer', () => {
  const asked = request(18, 1, 7);
  const answer = framed(int(4, 7), int(2, 0), array([...int(2, 0), ...int(2, 0), ...int(2, 8)]), int(4, 0));
  const frames = walk(['client', asked.subarray(0, 9)], ['client', asked.subarray(9)], ['server', answer]);
  expect(frames[0].column).toBe('TCP');
  expect(frames[1].column).toBe('Kafka');
  expect(frames[1].info).toBe('Kafka ApiVersions v1 Request');
  expect(frames[1].values('kafka.client_id')).toEqual(['app']);
  expect(frames[1].values('kafka.response_frame')).toEqual([6]);
  expect(frames[2].info).toBe('Kafka ApiVersions v1 Response');
  expect(frames[2].values('kafka.request_frame')).toEqual([5]);
  expect(frames[2].values('kafka.api_versions.max_version')).toEqual([8]);
  expect(frames[2].values('kafka.pdu_length_mismatch')).toEqual([]);
});

test('records, packed and not', () => {
  const records = record('k', 'value');
  const [open, packed] = walk(
    ['client', request(0, 3, 1, producing(3, 1, batch(0, records)))],
    ['client', request(0, 3, 2, producing(3, 1, batch(1, [...gzipSync(Uint8Array.from(records))])))],
  );
  for (const frame of [open, packed]) {
    expect(frame.protocols).toBe('eth:ethertype:ip:tcp:kafka');
    expect(frame.values('kafka.topic_name')).toEqual(['events']);
    expect(frame.values('kafka.offset')).toEqual([40n, 41n]);
    expect(frame.values('kafka.message_key')).toEqual([Uint8Array.from([0x6b])]);
    expect(frame.values('kafka.message_timestamp')).toEqual([1_001_000_000n]);
    expect(frame.values('kafka.transactional_id')).toEqual(['[ Null ]']);
  }
});

test('who wants no acknowledgement gets none: the next answer belongs to the next request', () => {
  const frames = walk(
    ['client', request(0, 3, 5, producing(3, 0, []))],
    ['server', framed(int(4, 5), array(), int(4, 0))],
  );
  expect(frames[0].values('kafka.response_frame')).toEqual([]);
  expect(frames[1].info).toBe('Kafka Response (Undecoded, Request Missing)');
});

test('groups, members and errors stand in the Info column', () => {
  const frames = walk(
    ['client', request(12, 1, 9, string('g'), int(4, 3), string('m-1'))],
    ['server', framed(int(4, 9), int(4, 0), int(2, 27))],
  );
  expect(frames[0].info).toBe('Kafka Heartbeat v1 Request (Group=g, Member=m-1)');
  expect(frames[1].info).toBe('Kafka Heartbeat v1 Response [Group rebalance in progress] ');
});

test('compact lengths and tagged fields', () => {
  const [frame] = walk([
    'client',
    request(18, 3, 4, [1, 5, 2, 0xca, 0xfe], [4], [...Buffer.from('lib')], [2], [...Buffer.from('1')], [0]),
  ]);
  expect(frame.values('kafka.client_software_name')).toEqual(['lib']);
  expect(frame.values('kafka.tagged_field_tag')).toEqual([5n]);
  expect(frame.values('kafka.tagged_field_data')).toEqual([Uint8Array.from([0xca, 0xfe])]);
  expect(frame.values('kafka.pdu_length_mismatch')).toEqual([]);
});

test('versions that are not known are not guessed at', () => {
  const [frame, unknown] = walk(['client', request(3, 90, 1, [0])], ['client', request(999, 0, 2)]);
  expect(frame.values('kafka.unsupported_api_version')).toEqual([1]);
  expect(unknown.values('kafka.unknown_api_key')).toEqual([1]);
});

test('an array that is longer than its message ends it, whatever the request', () => {
  const hostile = Object.keys(messages).map((key): Sent => ['client', request(Number(key), 0, 1, int(4, 0x7fff_ffff))]);
  for (const frame of walk(...hostile)) {
    expect(frame.column).toBe('Kafka');
    const gone = frame.malformed || frame.values('kafka.pdu_length_mismatch').length === 1;
    expect(gone).toBe(true);
  }
});

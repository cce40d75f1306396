import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { inflateContent } from '../../../node-host/inflate-content';
import { hex, type Sent, tcpFrames, walkFrames } from '../../decode/testing';

const walk = (...sent: Sent[]) => walkFrames(tcpFrames(27_017, sent), 1, inflateContent).slice(3);

const number = (value: number): readonly number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);
const text = (value: string): readonly number[] => [...Buffer.from(value), 0];
const document = (...elements: readonly number[][]): readonly number[] => {
  const inner = elements.flat();
  return [...number(inner.length + 5), ...inner, 0];
};
const element = (type: number, name: string, ...value: readonly (readonly number[])[]): number[] => [
  type,
  ...text(name),
  ...value.flat(),
];
const message = (code: number, ...parts: readonly (readonly number[])[]): Uint8Array => {
  const body = parts.flat();
  return Uint8Array.from([...number(body.length + 16), ...number(7), ...number(3), ...number(code), ...body]);
};

const ping = document(element(0x10, 'ping', number(1)), element(2, '$db', number(6), text('admin')));

test('a command, cut into segments, and its answer', () => {
  const asked = message(2013, number(0), [0], ping);
  const frames = walk(
    ['client', asked.subarray(0, 20)],
    ['client', asked.subarray(20)],
    ['server', message(2013, number(0), [0], document(element(1, 'ok', [...hex('000000000000f03f')])))],
  );
  expect(frames[0].column).toBe('TCP');
  expect(frames[1].column).toBe('MONGO');
  expect(frames[1].info).toBe('Request : Extensible Message Format');
  expect(frames[1].values('mongo.element.name')).toEqual(['ping', '$db']);
  expect(frames[1].values('mongo.element.value.int')).toEqual([1]);
  expect(frames[1].values('mongo.element.value.string')).toEqual(['admin']);
  expect(frames[2].values('mongo.element.value.double')).toEqual([1]);
  expect(frames[2].values('mongo.response_to')).toEqual([3]);
});

test('the old operations', () => {
  const name = text('shop.orders');
  const [query, reply, insert] = walk(
    ['client', message(2004, number(4), name, number(0), number(1), ping)],
    ['server', message(1, number(8), number(0), number(0), number(0), number(2), ping, document())],
    ['client', message(2002, number(0), name, document(element(8, 'paid', [1])))],
  );
  expect(query.info).toBe('Request : Query');
  expect(query.values('mongo.full_collection_name')).toEqual(['shop.orders']);
  expect(query.values('mongo.collection_name')).toEqual(['orders']);
  expect(query.values('mongo.query.flags.slave_ok')).toEqual([1]);
  expect(reply.info).toBe('Response : Reply');
  expect(reply.values('mongo.number_returned')).toEqual([2]);
  expect(reply.values('mongo.document.empty')).toEqual([1]);
  expect(insert.values('mongo.element.value.bool')).toEqual([1]);
});

test('a sequence of documents, and values of many types', () => {
  const values = document(
    element(7, '_id', [...hex('65000000 0102030405 00000a')]),
    element(9, 'at', number(5), number(0)),
    element(11, 'like', text('a.b'), text('i')),
    element(4, 'list', document(element(10, '0'))),
    element(5, 'raw', number(3), [0, 1, 2, 3]),
    element(19, 'price', number(1), number(0), number(0), number(0)),
    element(18, 'last', number(9), number(0)),
  );
  const [frame] = walk([
    'client',
    message(2013, number(0), [1], number(14 + values.length), text('documents'), values),
  ]);
  expect(frame.malformed).toBe(false);
  expect(frame.values('mongo.msg.sections.section.doc_sequence_id')).toEqual(['documents']);
  expect(frame.values('mongo.element.value.objectid.inc')).toEqual([10]);
  expect(frame.values('mongo.element.value.regex.pattern')).toEqual(['a.b']);
  expect(frame.values('mongo.element.value.int64')).toEqual([5n, 9n]);
  expect(frame.values('mongo.element.name')).toEqual(['_id', 'at', 'like', 'list', '0', 'raw', 'price', 'last']);
});

test('what is compressed is unpacked', () => {
  const packed = deflateSync(Uint8Array.from([...number(0), 0, ...ping]));
  const [frame, snappy] = walk(
    ['client', message(2012, number(2013), number(5 + ping.length), [2], [...packed])],
    ['client', message(2012, number(2013), number(5 + ping.length), [1], [1, 2, 3])],
  );
  expect(frame.info).toBe('Request : Extensible Message Format (Compressed)');
  expect(frame.protocols).toBe('eth:ethertype:ip:tcp:mongo');
  expect(frame.values('mongo.element.name')).toEqual(['ping', '$db']);
  expect(snappy.values('mongo.unsupported_compression.expert')).toEqual([1]);
});

test('documents that lie about their length or hide in one another', () => {
  const nested = (depth: number): readonly number[] =>
    depth === 0 ? document() : document(element(3, 'a', nested(depth - 1)));
  const [bad, deep] = walk(
    ['client', message(2013, number(0), [0], number(3), [0])],
    ['client', message(2013, number(0), [0], nested(150))],
  );
  expect(bad.values('mongo.document.length.bad')).toEqual([1]);
  expect(deep.values('mongo.document.recursion_exceeded')).toEqual([1]);
});

import { expect, test } from 'vitest';
import { hex, type Sent, tcpFrames, walkFrames } from '../../decode/testing';

const walk = (...sent: Sent[]) => walkFrames(tcpFrames(1433, sent)).slice(3);

const little = (width: number, value: number): readonly number[] =>
  [...hex(value.toString(16).padStart(width * 2, '0'))].reverse();
const wide = (text: string): readonly number[] => [...Buffer.from(text, 'utf16le')];
const counted = (text: string): readonly number[] => [text.length, ...wide(text)];
const longCounted = (text: string): readonly number[] => [...little(2, text.length), ...wide(text)];
const packet = (type: number, body: readonly number[], last = true, number = 1): Uint8Array =>
  Uint8Array.from([type, last ? 1 : 0, (body.length + 8) >> 8, (body.length + 8) & 0xff, 0, 0, number, 0, ...body]);
const token = (number: number, body: readonly number[]) => [number, ...little(2, body.length), ...body];
const done = (number: number, status: number, count: number) => [
  number,
  ...little(2, status),
  ...little(2, 0xc1),
  ...little(8, count),
];
const headers = [...little(4, 22), ...little(4, 18), ...little(2, 2), ...little(8, 0), ...little(4, 1)];
const collation = [...little(4, 0x00d0_0409), 52];

test('a batch, cut into segments, and the error that answers it', () => {
  const asked = packet(1, [...headers, ...wide('select * from bad')]);
  const text = [...longCounted('Invalid object'), ...counted('SRV'), ...counted(''), ...little(4, 3)];
  const error = token(0xaa, [...little(4, 208), 1, 16, ...text]);
  const frames = walk(
    ['client', asked.subarray(0, 6)],
    ['client', asked.subarray(6)],
    ['server', packet(4, [...error, ...done(0xfd, 2, 0)])],
  );
  expect(frames[0].column).toBe('TCP');
  expect(frames[1].column).toBe('TDS');
  expect(frames[1].info).toBe('SQL batch');
  expect(frames[1].values('tds.query')).toEqual(['select * from bad']);
  expect(frames[1].values('tds.all_headers.header.request_cnt')).toEqual([1]);
  expect(frames[2].values('tds.error.number')).toEqual([208]);
  expect(frames[2].values('tds.error.msgtext')).toEqual(['Invalid object']);
  expect(frames[2].values('tds.done.status.error')).toEqual([1]);
});

const columns = [
  0x81,
  ...little(2, 3),
  ...[...little(4, 0), ...little(2, 8), 0x38, ...counted('id')],
  ...[...little(4, 0), ...little(2, 9), 0xe7, ...little(2, 100), ...collation, ...counted('name')],
  ...[...little(4, 0), ...little(2, 9), 0xa7, 0xff, 0xff, ...collation, ...counted('text')],
];
const row = (id: number, name: string, text: string) => [
  0xd1,
  ...little(4, id),
  ...[...little(2, name.length * 2), ...wide(name)],
  ...[...little(8, text.length), ...little(4, text.length), ...Buffer.from(text), 0, 0, 0, 0],
];

test('columns and rows, those with nulls too', () => {
  const sparse = [0xd2, 0b010, ...little(4, 9), ...[...little(8, 1), ...little(4, 1), 0x7a, 0, 0, 0, 0]];
  const [frame] = walk(['server', packet(4, [...columns, ...row(7, 'ab', 'xyz'), ...sparse, ...done(0xfd, 16, 2)])]);
  expect(frame.malformed).toBe(false);
  expect(frame.values('tds.colmetadata.colname')).toEqual(['id', 'name', 'text']);
  expect(frame.values('tds.colmetadata.flags.nullable')).toEqual([0, 1, 1]);
  expect(frame.values('tds.type_varbyte.data.int')).toEqual([7, 9]);
  expect(frame.values('tds.type_varbyte.data.string')).toEqual(['ab', 'xyz', 'z']);
  expect(frame.values('tds.done.donerowcount64')).toEqual([2n]);
});

test('a message in several packets is put together', () => {
  const message = [...columns, ...row(1, 'a', 'b'), ...done(0xfd, 16, 1)];
  const frames = walk(
    ['server', packet(4, message.slice(0, 50), false, 1)],
    ['server', packet(4, message.slice(50), true, 2)],
    ['server', packet(4, done(0xfd, 0, 5))],
  );
  expect(frames[0].info).toBe('Response (Not last buffer)');
  expect(frames[0].values('tds.reassembled_in')).toEqual([5]);
  expect(frames[0].protocols).toBe('eth:ethertype:ip:tcp:tds:data');
  expect(frames[1].protocols).toBe('eth:ethertype:ip:tcp:tds');
  expect(frames[1].values('tds.fragment')).toEqual([4, 5]);
  expect(frames[1].values('tds.type_varbyte.data.int')).toEqual([1]);
  expect(frames[2].values('tds.done.donerowcount64')).toEqual([5n]);
});

test('a procedure with its parameters, and the login', () => {
  const parameter = [...counted('@p'), 0, 0x26, 4, 4, ...little(4, 5)];
  const text = [...counted('@s'), 1, 0xe7, ...little(2, 8), ...collation, ...little(2, 4), ...wide('hi')];
  const procedure = [...headers, 0xff, 0xff, ...little(2, 10), 0, 0, ...parameter, ...text];
  const password = [...Buffer.from('pw', 'utf16le')].map((byte) => (((byte << 4) | (byte >> 4)) & 0xff) ^ 0xa5);
  const places = [
    ...[...little(2, 94), ...little(2, 0)],
    ...[...little(2, 94), ...little(2, 2)],
    ...[...little(2, 98), ...little(2, 2)],
    ...new Array<number>(24).fill(0),
  ];
  const login = [
    ...little(4, 102),
    ...little(4, 0x7400_0004),
    ...little(4, 4096),
    ...new Array<number>(24).fill(0),
    ...places,
    ...new Array<number>(22).fill(0),
    ...wide('sa'),
    ...password,
  ];
  const [called, logged] = walk(['client', packet(3, procedure)], ['client', packet(16, login)]);
  expect(called.values('tds.rpc.proc_id')).toEqual([10]);
  expect(called.values('tds.rpc.parameter.name')).toEqual(['@p', '@s']);
  expect(called.values('tds.type_varbyte.data.int')).toEqual([5]);
  expect(called.values('tds.type_varbyte.data.string')).toEqual(['hi']);
  expect(logged.info).toBe('TDS7 login');
  expect(logged.values('tds.7login.username')).toEqual(['sa']);
  expect(logged.values('tds.7login.password')).toEqual(['pw']);
});

test('the talk before the login, and TLS inside and instead of packets', () => {
  const prelogin = [0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 16, 0, 1, 2, 0, 0, 2];
  const record = hex('1503030002 0100');
  const [asked, answered, wrapped, bare] = walk(
    ['client', packet(18, prelogin)],
    ['server', packet(4, prelogin)],
    ['client', packet(18, [...record])],
    ['client', record],
  );
  expect(asked.info).toBe('TDS7 pre-login message');
  expect(asked.values('tds.prelogin.option.encryption')).toEqual([2]);
  expect(answered.values('tds.prelogin.option.version')).toEqual([0x1000_0102]);
  expect(wrapped.protocols).toBe('eth:ethertype:ip:tcp:tds:tls');
  expect(bare.protocols).toBe('eth:ethertype:ip:tcp:tds:tls');
});

test('rows without columns, and tokens that are not known, end the walk', () => {
  const [rows, unknown] = walk(['server', packet(4, [0xd1, 0xd1, 0xd1])], ['server', packet(4, [0x55, 1, 2])]);
  expect(rows.values('tds.unknown_tds_token')).toEqual([1]);
  expect(unknown.values('tds.unknown_tds_token')).toEqual([1]);
});

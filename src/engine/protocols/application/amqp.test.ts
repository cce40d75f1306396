import { expect, test } from 'vitest';
import { hex, type Sent, tcpFrames, walkFrames } from '../../decode/testing';

const walk = (...sent: Sent[]) => walkFrames(tcpFrames(5672, sent)).slice(3);

const int = (width: number, value: number): readonly number[] => [...hex(value.toString(16).padStart(width * 2, '0'))];
const short = (value: string): readonly number[] => [value.length, ...Buffer.from(value)];
const long = (bytes: readonly number[]): readonly number[] => [...int(4, bytes.length), ...bytes];
const frame = (type: number, ...parts: readonly (readonly number[])[]): readonly number[] => {
  const body = parts.flat();
  return [type, 0, 1, ...int(4, body.length), ...body, 0xce];
};
const method = (classNumber: number, number: number, ...parts: readonly (readonly number[])[]) =>
  frame(1, int(2, classNumber), int(2, number), ...parts);
const bytes = (...frames: readonly (readonly number[])[]): Uint8Array => Uint8Array.from(frames.flat());

test('greeting, a table of properties, and a cut frame', () => {
  const table = long([
    ...short('product'),
    0x53,
    ...long([...Buffer.from('Rabbit')]),
    ...short('capabilities'),
    0x46,
    ...long([...short('confirms'), 0x74, 1]),
  ]);
  const start = bytes(method(10, 10, [0, 9], table, long([...Buffer.from('PLAIN')]), long([...Buffer.from('en_US')])));
  const frames = walk(
    ['client', hex('414d5150 00000901')],
    ['server', start.subarray(0, 12)],
    ['server', start.subarray(12)],
  );
  expect(frames[0].info).toBe('Protocol-Header 0-9-1 ');
  expect(frames[1].column).toBe('TCP');
  expect(frames[2].column).toBe('AMQP');
  expect(frames[2].info).toBe('Connection.Start ');
  expect(frames[2].text).toContain('product (string): Rabbit');
  expect(frames[2].text).toContain('confirms (boolean): true');
});

const publish = method(60, 40, int(2, 0), short('ex'), short('a.b'), [1]);
const header = frame(2, int(2, 60), int(2, 0), int(8, 2), int(2, 0x9000), short('application/json'), [2]);

test('a message with its header and body, and its confirmation', () => {
  const frames = walk(
    ['client', bytes(publish, header, frame(3, [...Buffer.from('{}')]))],
    ['server', bytes(method(60, 80, int(8, 1), [0]))],
  );
  expect(frames[0].info).toContain('Basic.Publish x=ex rk=a.b Content-Header type=application/json Content-Body ');
  expect(frames[0].protocols).toBe('eth:ethertype:ip:tcp:amqp:json');
  expect(frames[0].values('amqp.method.arguments.mandatory')).toEqual([1]);
  expect(frames[0].values('amqp.method.arguments.immediate')).toEqual([0]);
  expect(frames[0].values('amqp.method.properties.delivery_mode')).toEqual([2]);
  expect(frames[0].values('amqp.ack_in')).toEqual([5]);
  expect(frames[1].info).toBe('Basic.Ack ');
  expect(frames[1].values('amqp.message_in')).toEqual([4]);
});

test('deliveries are told apart by channel, tag and side', () => {
  const frames = walk(
    ['server', bytes(method(60, 60, short('c'), int(8, 7), [0], short(''), short('jobs')))],
    ['server', bytes(method(60, 80, int(8, 7), [0]))],
    ['client', bytes(method(60, 120, int(8, 7), [2]))],
  );
  expect(frames[0].values('amqp.ack_in')).toEqual([6]);
  expect(frames[1].values('amqp.message_in')).toEqual([]);
  expect(frames[2].values('amqp.message_in')).toEqual([4]);
  expect(frames[2].values('amqp.method.arguments.requeue')).toEqual([1]);
});

test('a channel that is closed with an error', () => {
  const [closed] = walk(['server', bytes(method(20, 40, int(2, 404), short('NOT_FOUND'), int(2, 50), int(2, 10)))]);
  expect(closed.info).toBe('Channel.Close reply=NOT_FOUND ');
  expect(closed.values('amqp.channel.error')).toEqual([1]);
});

test('version 1.0: greetings of both kinds, performatives and empty frames', () => {
  const frames = walk(
    ['client', hex('414d5150 03010000')],
    ['server', hex('414d5150 03010000 0000000c 02010000 00534045')],
    ['client', hex('414d5150 00010000 0000000c 02000000 00531045 00000008 02000000')],
  );
  expect(frames[0].info).toBe('Protocol-Header 1-0-0 ');
  expect(frames[1].info).toBe('Protocol-Header 1-0-0 sasl.mechanisms ');
  expect(frames[2].info).toBe('Protocol-Header 1-0-0 open (empty) ');
  expect(frames[2].values('amqp.performative')).toEqual([0x10]);
  expect(frames[2].text).toContain('Type: AMQP (0)');
});

test('version 1.0: what a performative says', () => {
  // attach: name, handle 0, role true, two modes left out, a source with an address.
  const list = '0053 12 c0 16 06 a1026c6b 43 41 40 40 0053 28 c0 08 01 a105 2f712f6f6e';
  const [, frame] = walk(['client', hex('414d5150 00010000')], ['client', hex(`00000023 02000000 ${list}`)]);
  expect(frame.values('amqp.performative.arguments.name')).toEqual(['lk']);
  expect(frame.values('amqp.performative.arguments.handle')).toEqual([0]);
  expect(frame.values('amqp.performative.arguments.role')).toEqual([1]);
  expect(frame.values('amqp.performative.arguments.sndSettleMode')).toEqual([]);
  expect(frame.values('amqp.performative.arguments.address.string')).toEqual(['/q/on']);
});

test('tables that nest without end are passed over', () => {
  let table: readonly number[] = long([]);
  for (let i = 0; i < 40; i++) table = long([1, 0x61, 0x46, ...table]);
  const [frame] = walk(['client', bytes(method(10, 11, table, short('PLAIN'), long([]), short('en_US')))]);
  expect(frame.malformed).toBe(false);
  expect(frame.values('amqp.method.arguments.locale')).toEqual(['en_US']);
  expect(frame.values('amqp.field')).toHaveLength(17);
});

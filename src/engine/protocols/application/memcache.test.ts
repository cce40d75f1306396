import { expect, test } from 'vitest';
import { hex, type Sent, tcpFrames, udpFrame, walkFrames } from '../../decode/testing';

const walk = (...sent: Sent[]) => walkFrames(tcpFrames(11_211, sent)).slice(3);

test('a value stored in pieces, and read', () => {
  const frames = walk(
    ['client', 'set ke'],
    ['client', 'y 5 60 4 noreply\r\nab'],
    ['client', 'cd\r\n'],
    ['client', 'gets key other\r\n'],
    ['server', 'VALUE key 5 4 17\r\nabcd\r\nVALUE other 0 1\r\nx\r\nEND\r\n'],
  );
  expect(frames[0].column).toBe('TCP');
  expect(frames[1].column).toBe('TCP');
  expect(frames[2].column).toBe('MEMCACHE');
  expect(frames[2].info).toBe('set key 5 60 4 noreply ');
  expect(frames[2].values('memcache.value')).toEqual(['abcd']);
  expect(frames[2].values('memcache.expiration')).toEqual([60]);
  expect(frames[2].values('memcache.noreply')).toEqual(['noreply']);
  expect(frames[3].values('memcache.key')).toEqual(['key', 'other']);
  expect(frames[4].values('memcache.value')).toEqual(['abcd', 'x']);
  expect(frames[4].values('memcache.cas')).toEqual([17n]);
});

test('several commands in one segment, statistics and what is not known', () => {
  const [both, statistics, unknown] = walk(
    ['client', 'incr n 3\r\ndelete n\r\n'],
    ['server', 'STAT pid 7\r\nSTAT items:2:number 9\r\nEND\r\n'],
    ['client', 'mg key v\r\n'],
  );
  expect(both.values('memcache.command')).toEqual(['incr', 'delete']);
  expect(statistics.values('memcache.name')).toEqual(['pid', 'number']);
  expect(statistics.values('memcache.slabclass')).toEqual([2]);
  expect(statistics.values('memcache.subcommand')).toEqual(['items']);
  expect(unknown.info).toBe('MEMCACHE Continuation');
});

test('a block whose end does not come is waited for, and an endless length is not', () => {
  const [waiting, endless] = walk(['client', 'set k 0 0 9\r\nabc'], ['server', 'VALUE k 0 99999999999999\r\n']);
  expect(waiting.column).toBe('TCP');
  expect(endless.column).toBe('MEMCACHE');
});

const header = (magic: number, code: number, key: number, extras: number, status: number, body: number) =>
  `${[magic, code].map((n) => n.toString(16).padStart(2, '0')).join('')}000${key}0${extras}00000${status}0000000${body}00000007${'0'.repeat(16)}`;

test('the binary protocol', () => {
  const [set, get, answer, missing] = walk(
    ['client', hex(`${header(0x80, 1, 1, 8, 0, 9)} 0000002a 00000e10 6b`)],
    ['client', hex(`${header(0x80, 0, 1, 0, 0, 1)}6b ${header(0x80, 10, 0, 0, 0, 0)}`)],
    ['server', hex(`${header(0x81, 0, 0, 4, 0, 6)} 0000002a 6869`)],
    ['server', hex(`${header(0x81, 0, 0, 0, 1, 2)} 6e6f`)],
  );
  expect(set.info).toBe('Set Request');
  expect(set.values('memcache.extras.flags')).toEqual([42]);
  expect(set.values('memcache.value.missing')).toEqual([1]);
  expect(get.values('memcache.opcode')).toEqual([0, 10]);
  expect(answer.values('memcache.value')).toEqual(['hi']);
  expect(missing.info).toBe('Get Response (Key not found)');
  expect(missing.values('memcache.status')).toEqual([1]);
});

test('over UDP', () => {
  expect(walkFrames([udpFrame(40_000, 11_211, 'version\r\n')])[0].values('memcache.command')).toEqual(['version']);
});

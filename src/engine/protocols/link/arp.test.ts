import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const packet = (operation: string, sender: string, target: string) =>
  hex(`ffffffffffff 020000000001 0806 0001 0800 06 04 ${operation} ${sender} ${target}`);
const first = '020000000001 0a000001';
const second = '020000000002 0a000002';
const unknown = (address: string) => `000000000000 ${address}`;

test('a question and its answer', () => {
  const [question, answer] = walkFrames([packet('0001', first, unknown('0a000002')), packet('0002', second, first)]);
  expect(question.protocols).toBe('eth:ethertype:arp');
  expect(question.info).toBe('Who has 10.0.0.2? Tell 10.0.0.1');
  expect(answer.info).toBe('10.0.0.2 is at 02:00:00:00:00:02');
  expect(answer.values('arp.src.proto_ipv4')).toEqual([0x0a000002]);
  expect(answer.values('arp.opcode')).toEqual([2]);
});

test('announcements, gratuitous packets and probes are told apart', () => {
  const frames = walkFrames([
    packet('0001', first, unknown('0a000001')),
    packet('0001', first, 'ffffffffffff 0a000001'),
    packet('0001', '020000000001 00000000', unknown('0a000001')),
  ]);
  expect(frames.map((frame) => frame.info)).toEqual([
    'ARP Announcement for 10.0.0.1',
    'Gratuitous ARP for 10.0.0.1 (Request)',
    'Who has 10.0.0.1? (ARP Probe)',
  ]);
  expect(frames[0].values('arp.isannouncement')).toEqual([1]);
  expect(frames[2].values('arp.isprobe')).toEqual([1]);
});

test('reverse and inverse ARP have columns of their own', () => {
  const frames = walkFrames(['0003', '0008', '0006'].map((operation) => packet(operation, first, second)));
  expect(frames.map((frame) => frame.column)).toEqual(['RARP', 'Inverse ARP', 'DRARP']);
});

test('a second machine with the same address is noticed', () => {
  const [, frame] = walkFrames([
    packet('0001', first, unknown('0a000009')),
    packet('0002', '020000000003 0a000001', first),
  ]);
  expect(frame.values('arp.duplicate-address-frame')).toEqual([1]);
  expect(frame.info).toContain('duplicate use of 10.0.0.1 detected');
});

test('addresses of other kinds are bytes', () => {
  const [frame] = walkFrames([hex('ffffffffffff 020000000001 0806 0020 0806 02 03 0001 0102 030405 0607 08090a')]);
  expect(frame.values('arp.src.hw')).toEqual([hex('0102')]);
  expect(frame.values('arp.dst.proto')).toEqual([hex('08090a')]);
});

test('addresses that do not fit into the frame', () => {
  const [frame] = walkFrames([hex('ffffffffffff 020000000001 0806 0001 0800 86 04 0001 020000000001 0a000001')]);
  expect(frame.info).toBe('[Malformed Packet]');
  expect(frame.text).toContain('[Malformed Packet: ARP/RARP]');
});

test('addresses that the capture cut off', () => {
  const bytes = hex('ffffffffffff 020000000001 0806 0001 0800 06 04 0001 020000000001 0a000001');
  const [frame] = walkFrames([{ bytes, originalLength: 60 }]);
  expect(frame.info).toBe('[Packet size limited during capture]');
  expect(frame.text).toContain('[Packet size limited during capture: ARP/RARP truncated]');
});

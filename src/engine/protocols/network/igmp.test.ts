import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

function packet(message: string): Uint8Array {
  const length = (24 + hex(message).length).toString(16).padStart(4, '0');
  return hex(
    `01005e000001 020000000002 0800 4600 ${length} 0001 0000 01 02 0000 0a000001 e0000001 94040000 ${message}`,
  );
}

test('queries of the three versions', () => {
  const frames = walkFrames([
    packet('1100 0000 00000000'),
    packet('1164 0000 e0000105'),
    packet('118a 0000 e0000105 0a7d 0001 0a000005'),
  ]);
  expect(frames.map((frame) => frame.column)).toEqual(['IGMPv1', 'IGMPv2', 'IGMPv3']);
  expect(frames.map((frame) => frame.info)).toEqual([
    'Membership Query',
    'Membership Query, specific for group 224.0.1.5',
    'Membership Query, specific for group 224.0.1.5, source {10.0.0.5}',
  ]);
  expect(frames[2].values('igmp.max_resp')).toEqual([208]);
});

test('a report of version 3 says what is joined and left', () => {
  const [frame] = walkFrames([packet('2200 0000 0000 0002 0400 0000 e0000105 0300 0000 e0000106')]);
  expect(frame.info).toBe('Membership Report / Join group 224.0.1.5 for any sources / Leave group 224.0.1.6');
  expect(frame.values('igmp.record_type')).toEqual([4, 3]);
  expect(frame.values('igmp.maddr')).toEqual([0xe0000105, 0xe0000106]);
});

test('leaving a group', () => {
  const [frame] = walkFrames([packet('1700 0000 e0000105')]);
  expect(frame.info).toBe('Leave Group 224.0.1.5');
});

test('the dissector of a message goes by the same name as that of all messages', () => {
  const frames = walkFrames([packet('1700 0000 e0000105'), packet('4400 0000 e0000105')]);
  expect(frames.map(({ protocols }) => protocols)).toEqual(['eth:ethertype:ip:igmp:igmp', 'eth:ethertype:ip:igmp']);
});

import { expect, test } from 'vitest';
import { hex, udpFrame, walkFrames } from '../../decode/testing';

const header = (type: string, length: string) =>
  `${type} 02 ${length} 00 00 0200 000000000001 8000 00000000 0011223344556677 0001 002a 00 00`;

test('a Sync message says its time, over Ethernet and over UDP', () => {
  const message = `${header('00', '002c')} 000000000005 00000007`;
  const [ethernet, datagram] = walkFrames([
    hex(`011b19000000 020000000001 88f7 ${message} ${'00'.repeat(8)}`),
    udpFrame(319, 319, hex(message)),
  ]);
  expect(ethernet.protocols).toBe('eth:ethertype:ptp');
  expect(datagram.protocols).toBe('eth:ethertype:ip:udp:ptp');
  for (const frame of [ethernet, datagram]) {
    expect(frame.column).toBe('PTPv2');
    expect(frame.info).toBe('Sync Message');
    expect(frame.values('ptp.v2.sequenceid')).toEqual([42]);
    expect(frame.values('ptp.v2.sdr.origintimestamp.seconds')).toEqual([5n]);
    expect(frame.values('ptp.v2.correction.ns')).toEqual([1n]);
    expect(frame.values('ptp.v2.correction.subns')).toEqual([0.5]);
    expect(frame.values('ptp.v2.flags.twostep')).toEqual([1]);
  }
});

test('an Announce message describes the grandmaster', () => {
  const body = '000000000000 00000000 0025 00 80 06 21 ffff 7f aabbccfffeddeeff 0002 20';
  const [frame] = walkFrames([udpFrame(320, 320, hex(`${header('0b', '0040')} ${body}`))]);
  expect(frame.info).toBe('Announce Message');
  expect(frame.values('ptp.v2.an.grandmasterclockclass')).toEqual([6]);
  expect(frame.values('ptp.v2.timesource')).toEqual([0x20]);
});

test('version 1 is not taken for version 2', () => {
  expect(walkFrames([udpFrame(319, 319, hex(`0001 0001 ${'00'.repeat(40)}`))])[0].protocols).toBe(
    'eth:ethertype:ip:udp:data',
  );
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('IPv4 follows its EtherType', () => {
  const [frame] = walkFrames(
    [hex('0f 00 0800 4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78')],
    104,
  );
  expect(frame.protocols).toBe('chdlc:ip:udp:data');
});

test('OSI has a byte of padding before it, or none', () => {
  const message = (padding: string) => hex(`0f 00 fefe ${padding} 83 1b 01 00 11 01 00 00`);
  const frames = walkFrames([message('00'), message('')], 104);
  for (const frame of frames) expect(frame.protocols).toMatch(/^chdlc:osi:isis/);
  expect(frames[0].values('chdlc.clns_padding')).toEqual([0]);
  expect(frames[1].values('chdlc.clns_padding')).toEqual([]);
});

test('an OSI protocol that nobody knows', () => {
  const [frame] = walkFrames([hex('0f 00 fefe 00 7f 01')], 104);
  expect(frame.column).toBe('ISO');
  expect(frame.info).toBe('Unknown ISO protocol (7f)');
});

import { expect, test } from 'vitest';
import { tcpFrames, walkFrames } from '../../decode/testing';

test('options, their negotiation and data stand in order', () => {
  const [frame] = walkFrames(
    tcpFrames(23, [['server', '\xff\xfd\x01\xff\xfa\x18\x00xterm\xff\xf0login: \r\na\xff\xffb']]),
  ).slice(3);
  expect(frame.column).toBe('TELNET');
  expect(frame.values('telnet.cmd')).toEqual([253, 250, 240]);
  expect(frame.values('telnet.subcmd')).toEqual([1, 24]);
  expect(frame.values('telnet.string_subopt.value')).toEqual(['xterm']);
  expect(frame.values('telnet.data')).toHaveLength(2);
  expect(frame.text).toContain('Do Echo');
});

test('a command that the segment cuts is malformed in every pass', () => {
  for (const text of ['hi\xff', '\xff\xfd', '\xff\xfa']) {
    const frame = walkFrames(tcpFrames(23, [['server', text]])).at(-1)!;
    expect(frame.malformed).toBe(true);
    expect(frame.learned.malformed).toBe(true);
    expect(frame.info).toBe('Telnet Data ...[Malformed Packet]');
  }
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

function packet(protocol: string, message: string): Uint8Array {
  const length = (20 + hex(message).length).toString(16).padStart(4, '0');
  return hex(
    `020000000001 020000000002 0800 4500 ${length} 0001 0000 40 ${protocol} 0000 0a000001 0a000002 ${message}`,
  );
}

test('a hello with its options', () => {
  const [frame] = walkFrames([packet('67', '2000 0000 0001 0002 0069 0013 0004 00000001 0014 0004 12345678')]);
  expect(frame.column).toBe('PIMv2');
  expect(frame.info).toBe('Hello');
  expect(frame.values('pim.holdtime')).toEqual([105]);
  expect(frame.values('pim.dr_priority')).toEqual([1]);
});

test('a registered datagram', () => {
  const inner = '4500 001e 0002 0000 40 11 0000 c0a80001 e1000001 3039 270f 000a 0000 6162';
  const [frame] = walkFrames([packet('67', `2100 0000 00000000 ${inner}`)]);
  expect(frame.protocols).toBe('eth:ethertype:ip:pim:ip:udp:data');
  expect(frame.column).toBe('PIMv2');
  expect(frame.info).toBe('Register');
});

test('an option that has no room for what it is about is malformed, in the first pass too', () => {
  const [frame] = walkFrames([packet('67', '2000 0000 0014 0000')]);
  expect(frame.info).toBe('Hello[Malformed Packet]');
  expect([frame.malformed, frame.learned.malformed]).toEqual([true, true]);
});

test('an empty datagram, as a register without one quotes it, carries no PIM', () => {
  const inner = '4500 0014 0002 0000 01 67 0000 0a000001 e1000001';
  const [frame] = walkFrames([packet('67', `2100 0000 40000000 ${inner}`)]);
  expect(frame.protocols).toBe('eth:ethertype:ip:pim:ip');
  expect(frame.malformed).toBe(false);
});

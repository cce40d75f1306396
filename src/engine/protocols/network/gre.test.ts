import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const inner = '4500 001e 0002 0000 40 11 0000 c0a80001 c0a80002 3039 270f 000a 0000 6162';

function packet(message: string): Uint8Array {
  const length = (20 + hex(message).length).toString(16).padStart(4, '0');
  return hex(`020000000001 020000000002 0800 4500 ${length} 0001 0000 40 2f 0000 0a000001 0a000002 ${message}`);
}

test('checksum, key and sequence number', () => {
  const [frame] = walkFrames([packet(`b000 0800 1234 0000 00000005 00000007 ${inner}`)]);
  expect(frame.protocols).toBe('eth:ethertype:ip:gre:ip:udp:data');
  expect(frame.values('gre.key')).toEqual([5]);
  expect(frame.values('gre.sequence_number')).toEqual([7]);
  expect(frame.values('gre.checksum.status')).toEqual([0]);
});

test('an Ethernet frame inside', () => {
  const [frame] = walkFrames([packet(`2000 6558 00123401 020000000003 020000000004 0800 ${inner}`)]);
  expect(frame.protocols).toBe('eth:ethertype:ip:gre:eth:ethertype:ip:udp:data');
  expect(frame.values('gre.key')).toEqual([0x00123401]);
});

test('the form that PPTP uses', () => {
  const [frame] = walkFrames([packet('2081 880b 0000 0010 00000002')]);
  expect(frame.values('gre.key.call_id')).toEqual([16]);
  expect(frame.values('gre.ack_number')).toEqual([2]);
  expect(frame.info).toBe('Encapsulated PPP');
});

test('a keepalive carries the packet that comes back', () => {
  const [frame] = walkFrames([packet('0000 0800 4500 0018 0001 0000 ff 2f 0000 0a000002 0a000001 0000 0000')]);
  expect(frame.protocols).toBe('eth:ethertype:ip:gre:ip:gre');
});

test('mirrored frames', () => {
  const [frame] = walkFrames([packet(`1000 88be 00000001 1001 0005 00000010 020000000003 020000000004 0800 ${inner}`)]);
  expect(frame.protocols).toBe('eth:ethertype:ip:gre:erspan:eth:ethertype:ip:udp:data');
  expect(frame.values('erspan.spanid')).toEqual([5]);
});

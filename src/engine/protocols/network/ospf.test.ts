import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

function packet(protocol: string, message: string): Uint8Array {
  const length = (20 + hex(message).length).toString(16).padStart(4, '0');
  return hex(
    `020000000001 020000000002 0800 4500 ${length} 0001 0000 40 ${protocol} 0000 0a000001 0a000002 ${message}`,
  );
}

const header = (type: string, length: string) => `02 ${type} ${length} 0a000001 00000000 0000 0000 0000000000000000`;

test('a hello', () => {
  const [frame] = walkFrames([
    packet('59', `${header('01', '0030')} ffffff00 000a 02 01 00000028 0a000001 00000000 0a000002`),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ip:ospf');
  expect(frame.info).toBe('Hello Packet');
  expect(frame.values('ospf.hello.active_neighbor')).toEqual([0x0a000002]);
  expect(frame.values('ospf.v2.options.e')).toEqual([1]);
});

test('an update lists what it advertises', () => {
  const [frame] = walkFrames([
    packet('59', `${header('04', '0034')} 00000001 0001 02 01 0a000001 0a000001 80000001 0000 0018 00000000`),
  ]);
  expect(frame.values('ospf.ls.number_of_lsas')).toEqual([1]);
  expect(frame.values('ospf.lsa')).toEqual([1]);
  expect(frame.values('ospf.lsa.length')).toEqual([24]);
});

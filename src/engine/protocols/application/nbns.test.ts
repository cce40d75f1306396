import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const four = (value: number) => value.toString(16).padStart(4, '0');

function datagram(message: string): Uint8Array {
  const length = message.replace(/\s+/g, '').length / 2;
  return hex(
    `ffffffffffff 020000000001 0800 4500 ${four(length + 28)} 0001 0000 80 11 0000 0a000001 0a0000ff 0089 0089 ${four(length + 8)} 0000 ${message}`,
  );
}

/** `HOST` filled with blanks, kind 0x20, each half byte as a letter from A on. */
const host = `20 4549 4550 4644 4645 ${'4341'.repeat(11)} 4341 00`;

test('names are decoded from their letters', () => {
  const [ask, tell] = walkFrames([
    datagram(`0001 0110 0001 0000 0000 0000 ${host} 0020 0001`),
    datagram(`0001 8500 0000 0001 0000 0000 ${host} 0020 0001 0000012c 0006 8000 01020304`),
  ]);
  expect(ask.protocols).toBe('eth:ethertype:ip:udp:nbns');
  expect(ask.column).toBe('NBNS');
  expect(ask.info).toBe('Name query NB HOST<20>');
  expect(ask.values('nbns.name')).toEqual(['HOST<20>']);
  expect(tell.info).toBe('Name query response NB 1.2.3.4');
  expect(tell.values('nbns.addr')).toEqual([0x01020304]);
  expect(tell.values('nbns.nb_flags.group')).toEqual([1]);
});

test('a node lists its names', () => {
  const [frame] = walkFrames([
    datagram(
      `0003 8400 0000 0001 0000 0000 ${host} 0021 0001 00000000 0019 01 574f524b47524f5550202020202020 00 8400 020000000001`,
    ),
  ]);
  expect(frame.info).toBe('Name query response NBSTAT');
  expect(frame.values('nbns.netbios_name')).toEqual(['WORKGROUP']);
  expect(frame.values('nbns.name_flags.act')).toEqual([1]);
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const ipv4 = '4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78';

test('a network protocol by its identifier, and by EtherType as Cisco does', () => {
  const [identified, cisco] = walkFrames([hex(`48e1 03 cc ${ipv4}`), hex(`48e1 0800 ${ipv4}`)], 107);
  expect(identified.protocols).toBe('fr:ip:udp:data');
  expect(identified.values('fr.dlci')).toEqual([302]);
  expect(cisco.protocols).toBe('fr:ip:udp:data');
});

test('an address without an end is malformed', () => {
  expect(walkFrames([hex('4040404040 03 cc')], 107)[0].malformed).toBe(true);
});

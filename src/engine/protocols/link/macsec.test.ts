import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const datagram = '4500 001e 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 000a 0000 6162';

test('a frame that is only signed', () => {
  const [frame] = walkFrames([
    hex(`020000000001 020000000002 88e5 20 20 00000001 020000000002 0001 0800 ${datagram} ${'ab'.repeat(16)}`),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:macsec:ethertype:ip:udp:data');
  expect(frame.values('macsec.SCI.port_identifier')).toEqual([1]);
  expect(frame.values('macsec.ICV')).toEqual([hex('ab'.repeat(16))]);
});

test('an encrypted one is data', () => {
  const [frame] = walkFrames([hex(`020000000001 020000000002 88e5 0c 00 00000002 010203 ${'ab'.repeat(16)}`)]);
  expect(frame.protocols).toBe('eth:ethertype:macsec:data');
  expect(frame.values('macsec.PN')).toEqual([2]);
});

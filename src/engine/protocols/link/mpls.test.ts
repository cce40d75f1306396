import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const ethernet = '020000000002 020000000001';
const ipv4 = '4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78';

test('labels are shown, and the first half byte behind them tells what follows', () => {
  const [packet, wire, channel, unknown] = walkFrames([
    hex(`${ethernet} 8847 00064040 00010140 ${ipv4}`),
    hex(`${ethernet} 8847 00010140 00000000 ${ethernet} 0800 ${ipv4}`),
    hex(`${ethernet} 8847 00010140 10000021 ${ipv4}`),
    hex(`${ethernet} 8847 00010140 20 010203`),
  ]);
  expect(packet.protocols).toBe('eth:ethertype:mpls:ip:udp:data');
  expect(packet.values('mpls.label')).toEqual([100, 16]);
  expect(packet.values('mpls.bottom')).toEqual([0, 1]);
  expect(wire.protocols).toBe('eth:ethertype:mpls:pwethheuristic:pwethcw:eth:ethertype:ip:udp:data');
  expect(channel.protocols).toBe('eth:ethertype:mpls:pwach:ip:udp:data');
  expect(unknown.protocols).toBe('eth:ethertype:mpls:data');
  expect(unknown.column).toBe('MPLS');
});

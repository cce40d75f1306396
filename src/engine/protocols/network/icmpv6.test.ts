import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const source = 'fe800000000000000000000000000001';
const destination = 'fe800000000000000000000000000002';

function packet(message: string, from = source, to = destination): Uint8Array {
  const length = hex(message).length.toString(16).padStart(4, '0');
  return hex(`020000000001 020000000002 86dd 60000000 ${length} 3a ff ${from} ${to} ${message}`);
}

test('a ping and its answer', () => {
  const [request, reply] = walkFrames([
    packet('8000 0000 0001 0002 61'),
    packet('8100 0000 0001 0002 61', destination, source),
  ]);
  expect(request.protocols).toBe('eth:ethertype:ipv6:icmpv6:data');
  expect(request.info).toBe('Echo (ping) request id=0x0001, seq=2, hop limit=255 (reply in 2)');
  expect(reply.values('icmpv6.resp_to')).toEqual([1]);
});

test('neighbours ask and answer', () => {
  const [asked, answered] = walkFrames([
    packet(`8700 0000 00000000 ${destination} 0101 020000000001`),
    packet(`8800 0000 60000000 ${destination} 0201 020000000002`),
  ]);
  expect(asked.info).toBe('Neighbor Solicitation for fe80::2 from 02:00:00:00:00:01');
  expect(asked.values('icmpv6.nd.ns.target_address')).toEqual([hex(destination)]);
  expect(answered.info).toBe('Neighbor Advertisement fe80::2 (sol, ovr) is at 02:00:00:00:00:02');
  expect(answered.values('icmpv6.nd.na.flag.s')).toEqual([1]);
});

test('a router advertises prefix, MTU and name servers', () => {
  const prefix = '20010db8000000000000000000000000';
  const [frame] = walkFrames([
    packet(
      `8600 0000 40c8 0708 00000000 00000000 0501 0000 000005dc 0304 40c0 00278d00 00093a80 00000000 ${prefix} 1903 0000 00001770 ${source} 1f03 0000 00001770 076578616d706c65036f726700 000000`,
    ),
  ]);
  expect(frame.values('icmpv6.nd.ra.flag.prf')).toEqual([1]);
  expect(frame.values('icmpv6.opt.mtu')).toEqual([1500]);
  expect(frame.values('icmpv6.opt.prefix')).toEqual([hex(prefix)]);
  expect(frame.values('icmpv6.opt.rdnss')).toEqual([hex(source)]);
  expect(frame.values('icmpv6.opt.dnssl')).toEqual(['example.org']);
});

test('an option without a length ends the list', () => {
  const [frame] = walkFrames([packet('8500 0000 00000000 0100 000000000000')]);
  expect(frame.values('icmpv6.invalid_option_length')).toEqual([1]);
});

test('multicast listeners, in both versions', () => {
  const group = 'ff02000000000000000000000000000f';
  const [old, query, report] = walkFrames([
    packet(`8300 0000 0000 0000 ${group}`),
    packet(`8200 0000 2710 0000 ${group} 0a7d 0001 ${source}`),
    packet(`8f00 0000 0000 0001 0400 0000 ${group}`),
  ]);
  expect(old.values('icmpv6.mld.multicast_address')).toEqual([hex(group)]);
  expect(query.values('icmpv6.mld.maximum_response_code')).toEqual([10_000]);
  expect(query.values('icmpv6.mld.source_address')).toEqual([hex(source)]);
  expect(report.values('icmpv6.mldr.mar.record_type')).toEqual([4]);
});

test('an error quotes the datagram', () => {
  const quoted = `60000000 000a 11 40 ${source} ${destination} 3039 0035 000a 1234 6162`;
  const [frame] = walkFrames([packet(`0104 0000 00000000 ${quoted}`)]);
  expect(frame.protocols).toBe('eth:ethertype:ipv6:icmpv6:ipv6:udp:dns');
  expect(frame.info).toBe('Destination Unreachable (Port unreachable)');
  expect(frame.column).toBe('ICMPv6');
});

import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const ethernet = '020000000001 020000000002 86dd';
const source = '20010db8000000000000000000000001';
const destination = '20010db8000000000000000000000002';
const udp = '3039 270f 000a 1234 6162';

function datagram(nextHeader: string, rest: string, from = source, to = destination): Uint8Array {
  const length = hex(rest).length.toString(16).padStart(4, '0');
  return hex(`${ethernet} 6ab12345 ${length} ${nextHeader} 40 ${from} ${to} ${rest}`);
}

test('the header, field by field', () => {
  const [frame] = walkFrames([datagram('11', udp)]);
  expect(frame.protocols).toBe('eth:ethertype:ipv6:udp:data');
  expect(frame.values('ipv6.tclass')).toEqual([0xab]);
  expect(frame.values('ipv6.flow')).toEqual([0x12345]);
  expect(frame.values('ipv6.plen')).toEqual([10]);
  expect(frame.values('ipv6.hlim')).toEqual([64]);
  expect(frame.values('ipv6.addr')).toEqual([hex(source), hex(destination)]);
});

test('extension headers stand side by side', () => {
  const [frame] = walkFrames([datagram('00', `3c00 05020000 0100 1100 0104 00000000 ${udp}`)]);
  expect(frame.protocols).toBe('eth:ethertype:ipv6:ipv6.hopopts:ipv6.dstopts:udp:data');
  expect(frame.values('ipv6.opt.type')).toEqual([5, 1, 1]);
  expect(frame.values('ipv6.opt.router_alert')).toEqual([0]);
  expect(frame.values('ipv6.hopopts.len_oct')).toEqual([8]);
});

test('a hundred of them are no more nested than one', () => {
  const [frame] = walkFrames([datagram('3c', `${'3c00 0104 00000000'.repeat(99)} 1100 0104 00000000 ${udp}`)]);
  expect(frame.column).toBe('UDP');
});

test('a routing header names the real destination', () => {
  const last = '20010db80000000000000000000000ff';
  const [frame] = walkFrames([datagram('2b', `1102 0001 00000000 ${last} ${udp}`)]);
  expect(frame.protocols).toBe('eth:ethertype:ipv6:ipv6.routing:udp:data');
  expect(frame.values('ipv6.routing.src.addr')).toEqual([hex(last)]);
  expect(frame.values('ipv6.routing.deprecated')).toEqual([1]);
});

test('fragments are put together', () => {
  const whole = `3039270f00201234${'61'.repeat(24)}`;
  const [before, after] = walkFrames([
    datagram('2c', `1100 0001 00000009 ${whole.slice(0, 32)}`),
    datagram('2c', `1100 0010 00000009 ${whole.slice(32)}`),
  ]);
  expect(before.protocols).toBe('eth:ethertype:ipv6:ipv6.fraghdr:data');
  expect(before.info).toBe('IPv6 fragment (off=0 more=y ident=0x00000009 nxt=17)');
  expect(after.protocols).toBe('eth:ethertype:ipv6:ipv6.fraghdr:udp:data');
  expect(after.values('ipv6.fragment')).toEqual([1, 2]);
});

test('an atomic fragment is whole', () => {
  const [frame] = walkFrames([datagram('2c', `1100 0000 00000001 ${udp}`)]);
  expect(frame.protocols).toBe('eth:ethertype:ipv6:ipv6.fraghdr:udp:data');
});

test('a jumbogram says its length in an option', () => {
  const [frame] = walkFrames([
    {
      bytes: hex(`${ethernet} 60000000 0000 00 40 ${source} ${destination} 1100 c204 00010008 ${udp}`),
      originalLength: 70_000,
    },
  ]);
  expect(frame.values('ipv6.opt.jumbo')).toEqual([65_544]);
  expect(frame.column).toBe('UDP');
});

test('an address made from a hardware address shows it', () => {
  const [frame] = walkFrames([datagram('11', udp, 'fe80000000000000021122fffe334455')]);
  expect(frame.values('ipv6.src_slaac_mac')).toEqual([hex('001122334455')]);
  // Its bit for freely chosen addresses says that it is none.
  const [chosen] = walkFrames([datagram('11', udp, 'fe80000000000000001122fffe334455')]);
  expect(chosen.values('ipv6.src_slaac_mac')).toEqual([]);
});

test('nothing follows, and nothing that is known', () => {
  const [none, unknown] = walkFrames([datagram('3b', ''), datagram('fd', '0102')]);
  expect(none.info).toBe('IPv6 no next header');
  expect(none.protocols).toBe('eth:ethertype:ipv6');
  expect(unknown.protocols).toBe('eth:ethertype:ipv6:data');
});

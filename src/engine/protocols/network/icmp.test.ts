import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const client = '0a000001';
const server = '0a000002';

function packet(message: string, from = client, to = server): Uint8Array {
  const length = (20 + hex(message).length).toString(16).padStart(4, '0');
  return hex(`020000000001 020000000002 0800 4500 ${length} 0001 0000 40 01 0000 ${from} ${to} ${message}`);
}

const quoted = `4500 0020 0007 0000 01 11 0000 ${client} ${server} 3039 0035 000c 0000 61626364`;

test('a ping and its answer know each other', () => {
  const [request, reply] = walkFrames([
    packet('0800 abcd 0001 0002 6162'),
    packet('0000 b3cd 0001 0002 6162', server, client),
  ]);
  expect(request.protocols).toBe('eth:ethertype:ip:icmp:data');
  expect(request.info).toBe('Echo (ping) request  id=0x0001, seq=2/512, ttl=64 (reply in 2)');
  expect(request.values('icmp.resp_in')).toEqual([2]);
  expect(reply.values('icmp.resp_to')).toEqual([1]);
  expect(reply.values('icmp.resptime')).toEqual([1]);
});

test('of a ping that is seen twice the later one is answered', () => {
  const ping = packet('0800 abcd 0001 0002 6162');
  const answer = packet('0000 b3cd 0001 0002 6162', server, client);
  const [first, second, reply, late] = walkFrames([ping, ping, answer, answer]);
  expect(first.values('icmp.resp_in')).toEqual([]);
  expect(second.values('icmp.resp_in')).toEqual([3]);
  expect(reply.values('icmp.resp_to')).toEqual([2]);
  expect(late.values('icmp.resp_to')).toEqual([]);
});

test('a ping without an answer says so', () => {
  const [frame] = walkFrames([packet('0800 abcd 0001 0002 6162')]);
  expect(frame.values('icmp.no_resp')).toEqual([1]);
});

test('an error quotes the datagram without taking over the columns', () => {
  const [frame] = walkFrames([packet(`0303 0000 00000000 ${quoted}`, server, client)]);
  expect(frame.protocols).toBe('eth:ethertype:ip:icmp:ip:udp:dns');
  expect(frame.column).toBe('ICMP');
  expect(frame.info).toBe('Destination unreachable (Port unreachable)');
  expect(frame.values('ip.src')).toEqual([0x0a000002, 0x0a000001]);
  expect(frame.values('udp.dstport')).toEqual([53]);
});

test('a quote that ends early is no malformed packet', () => {
  const segment = `4500 0028 0007 4000 3f 06 0000 ${client} ${server} c618 0050 89e4427d`;
  const cutQuery = `4500 0040 0007 0000 01 11 0000 ${client} ${server} 3039 0035 002c 0000 1234 0100 0001`;
  for (const quote of [segment, segment.slice(0, 50), cutQuery, '']) {
    const [frame] = walkFrames([packet(`0301 0000 00000000 ${quote}`, server, client)]);
    expect(frame.malformed).toBe(false);
    expect(frame.learned.malformed).toBe(false);
    expect(frame.info).toBe('Destination unreachable (Host unreachable)');
  }
  const [frame] = walkFrames([packet(`0301 0000 00000000 ${segment}`, server, client)]);
  expect(frame.values('tcp.dstport')).toEqual([80]);
  expect(frame.values('tcp.seq')).toEqual([0x89e4427d]);
});

test('extensions follow the quoted datagram', () => {
  const padded = `${quoted.replaceAll(' ', '')}${'00'.repeat(96)}`;
  const [frame] = walkFrames([packet(`0b00 0000 00200000 ${padded} 20000000 0008 0101 00010140`)]);
  expect(frame.values('icmp.length')).toEqual([32]);
  expect(frame.values('icmp.ext.class')).toEqual([1]);
  expect(frame.values('icmp.mpls.label')).toEqual([16]);
  expect(frame.values('icmp.mpls.ttl')).toEqual([64]);
});

test('a redirect, a router advertisement, a time stamp', () => {
  const [redirect, advertisement, stamp] = walkFrames([
    packet(`0501 0000 0a000009 ${quoted}`),
    packet('0900 0000 0102 0708 0a000001 ffffffff'),
    packet('0d00 0000 0001 0002 000003e8 00000000 00000000'),
  ]);
  expect(redirect.values('icmp.redir_gw')).toEqual([0x0a000009]);
  expect(advertisement.values('icmp.pref_level')).toEqual([-1]);
  expect(stamp.values('icmp.originate_timestamp')).toEqual([1000]);
});

test('the checksum is verified', () => {
  const [good, bad] = walkFrames([packet('0800 969a 0001 0002 6162'), packet('0800 0000 0001 0002 6162')]);
  expect(bad.values('icmp.checksum.status')).toEqual([0]);
  expect(good.values('icmp.checksum.status')).toEqual([1]);
});

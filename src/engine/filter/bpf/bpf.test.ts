/** Capture filters are recognised and become display filters that compile; where tcpdump is installed, that find the same packets. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { framesOf, type OpenedCapture, openForFilters } from '../../../../test/filter/opened';
import { catalogue } from '../../protocols';
import { checkFilter } from '../compile';
import { displayFilterOfBpf } from './bpf';

const pairs: readonly (readonly [bpf: string, display: string])[] = [
  ['tcp port 80', 'tcp.port == 80'],
  ['host 10.0.0.1', 'ip.addr == 10.0.0.1'],
  ['src net 10.0.0.0/8 and not port 22', 'ip.src == 10.0.0.0/8 and not (tcp.port == 22 or udp.port == 22)'],
  ['udp portrange 1-100', 'udp.port in {1..100}'],
  ['ether host 00:11:22:33:44:55', 'eth.addr == 00:11:22:33:44:55'],
  ['icmp', 'icmp'],
  ['ip6', 'ipv6'],
  ['vlan 5', 'vlan.id == 5'],
  ['tcp[tcpflags] & tcp-syn != 0', 'tcp.flags.syn == 1'],
  ['tcp[tcpflags] & (tcp-syn|tcp-fin) != 0', 'tcp.flags & 0x03 != 0x00'],
  ['tcp[13] = 2', 'tcp.flags & 0xff == 0x02'],
  ['tcp[tcpflags] & (tcp-syn|tcp-ack) == (tcp-syn|tcp-ack)', 'tcp.flags & 0x12 == 0x12'],
  ['ip[8] < 65', 'ip.ttl < 65'],
  ['ip[0] & 0xf != 5', 'ip[0:1] & 0f != 05'],
  ['ether[12:2] = 0x0800', 'frame[12:2] == 08:00'],
  ['udp[8:4] = 0x01020304', 'udp.payload[0:4] == 01:02:03:04'],
  ['icmp[icmptype] = icmp-echo', 'icmp.type == 8'],
  ['len > 100', 'frame.len > 100'],
  ['less 64', 'frame.len <= 64'],
  ['greater 1000 or icmp6', 'frame.len >= 1000 or icmpv6'],
  ['port 53 or 443', 'tcp.port == 53 or udp.port == 53 or tcp.port == 443 or udp.port == 443'],
  ['port http', 'tcp.port == 80 or udp.port == 80'],
  ['not host 10.0.0.1 and 10.0.0.2', 'not ip.addr == 10.0.0.1 and ip.addr == 10.0.0.2'],
  ['src or dst host 1.2.3.4', 'ip.addr == 1.2.3.4'],
  ['src and dst net 10', 'ip.src == 10.0.0.0/8 and ip.dst == 10.0.0.0/8'],
  ['src host 10.0.0.1 and dst host 10.0.0.2', 'ip.src == 10.0.0.1 and ip.dst == 10.0.0.2'],
  ['ip proto 47', 'ip.proto == 47'],
  ['ip proto \\tcp', 'ip.proto == 6'],
  ['ether proto 0x88cc', 'eth.type == 0x88cc'],
  ['arp host 10.0.0.1', 'arp.src.proto_ipv4 == 10.0.0.1 or arp.dst.proto_ipv4 == 10.0.0.1'],
  ['arp or icmp and port 80', '(arp or icmp) and (tcp.port == 80 or udp.port == 80)'],
  ['broadcast', 'eth.dst == ff:ff:ff:ff:ff:ff'],
  ['ip multicast', 'ip.dst == 224.0.0.0/4'],
  ['net 192.168.0.0 mask 255.255.0.0', 'ip.addr == 192.168.0.0/16'],
  ['net fe80::/10', 'ipv6.addr == fe80::/10'],
  ['host 2001:db8::1', 'ipv6.addr == 2001:db8::1'],
  ['!(tcp or udp)', 'not (tcp or udp)'],
  ['TCP PORT 80', 'tcp.port == 80'],
];

test('capture filters become display filters', () => {
  expect(pairs.map(([bpf]) => [bpf, displayFilterOfBpf(bpf)])).toEqual(pairs);
});

test('all of them compile', () => {
  for (const [, display] of pairs) expect([display, checkFilter(display, catalogue)]).toEqual([display, undefined]);
});

test('what is no capture filter is left alone', () => {
  const others = [
    '',
    'tcp.port == 80',
    'http',
    'http.request.method == "GET"',
    'ip.addr == 10.0.0.1',
    'tcp port',
    'port 99999',
    'port 80 90',
    'host example.com',
    'net 10.0.0.0 mask 255.0.255.0',
    'gateway 10.0.0.1',
    '(tcp',
    'tcp)',
    'tcp and',
    'ip[0:3] = 1',
    '(((ip[2:2] - ((ip[0]&0xf)<<2)) - ((tcp[12]&0xf0)>>2)) != 0)',
    'host "10.0.0.1"',
    '('.repeat(1500),
    'not '.repeat(400),
  ];
  expect(others.filter((text) => displayFilterOfBpf(text) !== undefined)).toEqual([]);
});

test('no text throws, and what comes out compiles', () => {
  const word = fc.constantFrom(
    ...'tcp udp ip ip6 ether arp icmp host net port portrange src dst proto and or not ! ( ) [ ] : & = 80 10.0.0.1 10/8 ::1 00:11:22:33:44:55 mask less vlan len broadcast tcpflags tcp-syn 1-9 0x10'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 10 }), (words) => {
      const display = displayFilterOfBpf(words.join(' '));
      if (display !== undefined) expect([display, checkFilter(display, catalogue)]).toEqual([display, undefined]);
    }),
    { numRuns: 3000 },
  );
});

const hasTcpdump = spawnSync('tcpdump', ['--version']).error === undefined;

describe.runIf(hasTcpdump)('beside tcpdump', () => {
  const path = new URL('../../../../resources/sample.pcapng', import.meta.url).pathname;
  let capture: OpenedCapture;
  beforeAll(async () => {
    capture = await openForFilters(path);
  });
  afterAll(() => capture.close());

  /** Capture filters do not look behind VLAN tags by themselves, nor at what ICMP quotes. */
  const plain = { bpf: 'and not icmp[0] = 3 and not vlan', display: 'and not icmp.type == 3 and not vlan' };

  /** Packets that a capture filter lets through. */
  const counted = (bpf: string): number => {
    const { stdout, status } = spawnSync('tcpdump', ['-n', '-t', '-r', path, `(${bpf}) ${plain.bpf}`], {
      encoding: 'utf8',
    });
    expect([bpf, status]).toEqual([bpf, 0]);
    return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('\t')).length;
  };

  test.each([
    'tcp port 80',
    'udp port 53',
    'tcp dst port 443',
    'ip and tcp[tcpflags] & tcp-syn != 0',
    'ip and tcp[tcpflags] & (tcp-syn|tcp-fin) != 0',
    'ip and tcp[13] = 2',
    'ip[8] < 65',
    'ip[0] & 0xf = 5 and ip[2:2] > 576',
    'less 100',
    'len > 100 and not tcp',
    'icmp',
    'broadcast',
    'ether[12:2] = 0x0800',
    'src net 10.0.0.0/8 and not port 22',
    'tcp portrange 1-1000 and not (port 80 or 443)',
  ])('%s', (bpf) => {
    const display = displayFilterOfBpf(bpf)!;
    expect(framesOf(`(${display}) ${plain.display}`, capture).length).toBe(counted(bpf));
  });
});

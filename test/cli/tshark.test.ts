/** The same questions put to tshark, where it is installed: what it prints is what we print. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SAMPLE, Sockeye } from './sockeye';

const installed = /TShark \(Wireshark\) 4\.0/.test(
  spawnSync('tshark', ['--version'], { encoding: 'utf8' }).stdout ?? '',
);
if (!installed) console.log('test/cli: tshark 4.0 is not installed, so nothing is compared with it');

function tshark(...args: string[]): string[] {
  const { stdout } = spawnSync('tshark', ['-n', '-r', SAMPLE, ...args], {
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC', WIRESHARK_CONFIG_DIR: '/nonexistent' },
    maxBuffer: 1 << 28,
  });
  return stdout.split('\n').slice(0, -1);
}

describe.skipIf(!installed)('as tshark 4.0 prints', { timeout: 120_000 }, () => {
  let sockeye: Sockeye;
  beforeAll(() => {
    sockeye = new Sockeye();
  }, 120_000);
  afterAll(() => sockeye.close());

  const fields = [
    'frame.number',
    'frame.time',
    'frame.time_epoch',
    'frame.time_relative',
    'frame.time_delta_displayed',
    'frame.len',
    'frame.encap_type',
    'frame',
    'eth.addr',
    'eth.type',
    'eth',
    'ip.addr',
    'ip.id',
    'ip.flags',
    'ip.flags.df',
    'ip.ttl',
    'ip',
    'ipv6.src',
    'tcp.port',
    'tcp.flags',
    'tcp.seq_raw',
    'tcp.options',
    'tcp.options.timestamp',
    'tcp.stream',
    'udp.length',
    'udp',
    'dns.qry.name',
    'dns.flags.response',
    'http.request.method',
    'http.response.code',
    'tls.handshake.type',
    '_ws.col.No.',
    '_ws.col.Time',
    '_ws.col.Source',
    '_ws.col.Destination',
    '_ws.col.Length',
  ];

  test.each(fields)('-e %s', (field) => {
    const args = ['-T', 'fields', '-e', field, '-E', 'quote=d'];
    expect(sockeye.lines(...args)).toEqual(tshark(...args));
  });

  test.each([
    ['-q', '-z', 'io,phs'],
    ['-q', '-z', 'io,phs,tcp'],
    // Names in certificates are not layers of ours.
    ...['http', 'tcp', 'ip', 'tls'].map((name) => [
      '--disable-protocol',
      name,
      '-Y',
      'not tls.handshake.certificate',
      '-T',
      'fields',
      '-e',
      'frame.protocols',
    ]),
    ['-T', 'json', '-e', 'ip.src', '-e', 'tcp.port'],
    ['-T', 'ek', '-e', 'ip.src', '-e', 'ip.flags.df'],
    ['-x', '-Y', 'udp'],
    [
      '-T',
      'fields',
      '-e',
      'ip.addr',
      '-e',
      'tcp.port',
      '-E',
      'header=y',
      '-E',
      'quote=s',
      '-E',
      'separator=/s',
      '-E',
      'occurrence=l',
    ],
    [
      '-T',
      'fields',
      '-e',
      'ip.addr',
      '-e',
      'tcp.port',
      '-E',
      'header=y',
      '-E',
      'bom=y',
      '-E',
      'separator=|',
      '-E',
      'aggregator=/s',
    ],
    ['-T', 'json', '-j', 'ip ip.flags', '-Y', 'udp && !icmp'],
    ['-T', 'json', '-J', 'ip frame arp', '-Y', '(udp || arp) && !icmp'],
    ['-T', 'ek', '-j', 'ip ip.flags', '-Y', 'udp && !icmp'],
    ['-T', 'ek', '-J', 'frame', '-Y', 'udp && !icmp'],
    ['-T', 'jsonraw', '-j', 'arp', '-Y', 'arp && frame.len == 42'],
    ['-q', '-z', 'conv,ip', '-z', 'endpoints,udp', '-z', 'io,phs,tcp', '-z', 'follow,tcp,ascii,1'],
    ['-t', 'dd', '-Y', 'dns || arp'],
    ['-t', 'ad', '-Y', 'tls.handshake.type == 1'],
  ])('%j', (...args) => {
    expect(sockeye.lines(...args)).toEqual(tshark(...args));
  });

  test('-T psml, but for the name of the program', () => {
    const args = ['-T', 'psml', '-t', 'ad', '-Y', 'dns || arp || icmp || http.request'];
    const maker = (line: string): string => line.replace(/creator="[^"]*"/, 'creator=""');
    expect(sockeye.lines(...args).map(maker)).toEqual(tshark(...args).map(maker));
  });
});

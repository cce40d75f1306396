/** The built command line program, run as its users run it. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SAMPLE, Sockeye } from './sockeye';

let sockeye: Sockeye;
beforeAll(() => {
  sockeye = new Sockeye();
}, 120_000);
afterAll(() => sockeye.close());

const macro = (call: string): string => `$\{${call}}`;

describe('printing', () => {
  test('a summary line for each packet', () => {
    const lines = sockeye.lines('-c', '3');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^ {4}2 {3}0\.021300 192\.168\.20\.1 → 192\.168\.20\.34 DHCP 342 DHCP Offer/);
    expect(sockeye.lines('-c', '1', '-t', 'ud')[0]).toMatch(/^ {4}1 2026-03-12 14:05:07\.000000 {6}0\.0\.0\.0 → 255/);
  });

  test('-V draws the bits of masked fields, and tells how grave an expert message is', () => {
    const lines = sockeye.lines('-V', '-Y', 'frame.number == 28');
    expect(lines).toContain('    0100 .... = Version: 4');
    expect(lines).toContain('    Encapsulation type: Ethernet (1)');
    const expert = lines.indexOf('        [Expert Info (Chat/Sequence): GET / HTTP/1.1\\r\\n]');
    expect(lines.slice(expert + 1, expert + 4)).toEqual([
      '            [GET / HTTP/1.1\\r\\n]',
      '            [Severity level: Chat]',
      '            [Group: Sequence]',
    ]);
  });

  test('macros are replaced in filters', () => {
    const host = ['--macro', 'host=ip.addr == $1'];
    expect(sockeye.lines(...host, '-Y', `${macro('host:203.0.113.80')} and http`)).toEqual(
      sockeye.lines('-Y', 'ip.addr == 203.0.113.80 and http'),
    );
  });

  test('fields with a header, quotes, and all, first or last occurrences', () => {
    const fields = ['-T', 'fields', '-e', 'frame.number', '-e', 'ip.addr', '-e', '_ws.col.Protocol'];
    const header = sockeye.lines(...fields, '-E', 'header=y', '-E', 'quote=d', '-E', 'separator=,', '-c', '1');
    expect(header).toEqual(['frame.number,ip.addr,_ws.col.Protocol', '"1","0.0.0.0,255.255.255.255","DHCP"']);
    expect(sockeye.lines(...fields, '-E', 'occurrence=f', '-c', '1')).toEqual(['1\t0.0.0.0\tDHCP']);
    expect(sockeye.lines(...fields, '-E', 'occurrence=l', '-c', '1')).toEqual(['1\t255.255.255.255\tDHCP']);
    expect(sockeye.lines(...fields, '-E', 'aggregator=/s', '-c', '1')).toEqual(['1\t0.0.0.0 255.255.255.255\tDHCP']);
  });

  test('a protocol as its line in the tree, times in the local zone, columns by title and by name', () => {
    expect(
      sockeye.lines(
        '-T',
        'fields',
        '-e',
        'udp',
        '-e',
        'frame.time',
        '-e',
        '_ws.col.No.',
        '-e',
        '_ws.col.info',
        '-c',
        '1',
      ),
    ).toEqual([
      'User Datagram Protocol, Src Port: 68, Dst Port: 67\tMar 12, 2026 14:05:07.000000000 UTC\t1\tDHCP Discover - Transaction ID 0x6a1094c3',
    ]);
  });

  test('-O tells the layers that it names in detail, and the others in a line each', () => {
    const lines = sockeye.lines('-O', 'udp', '-c', '1');
    const ofLayer = (name: string): number => lines.findIndex((line) => line.startsWith(name));
    expect(ofLayer('Ethernet')).toBe(1);
    expect(ofLayer('Internet')).toBe(2);
    expect(lines[ofLayer('User') + 1]).toMatch(/^ {4}Source Port: /);
    expect(lines[ofLayer('Dynamic') + 1]).toBe('');
  });

  test('-2 knows of a packet what comes after it', () => {
    const answer = ['-Y', 'frame.number == 21', '-T', 'fields', '-e', 'frame.number', '-e', 'dns.response_in'];
    expect(sockeye.lines(...answer)).toEqual(['21\t']);
    expect(sockeye.lines('-2', ...answer)).toEqual(['21\t23']);
  });

  test('-R lets through the first of two passes what -Y then chooses from', () => {
    const numbers = ['-T', 'fields', '-e', 'frame.number'];
    const both = sockeye.lines('-Y', 'udp && frame.len > 80', ...numbers);
    expect(both.length).toBeGreaterThan(1);
    expect(sockeye.lines('-2', '-R', 'udp', '-Y', 'frame.len > 80', ...numbers)).toEqual(both);
  });

  test('--no-duplicate-keys gathers fields of one name in a list', () => {
    const [packet] = JSON.parse(sockeye.lines('-T', 'json', '--no-duplicate-keys', '-c', '1').join('\n'));
    const { ip } = packet._source.layers;
    expect(ip['ip.addr']).toEqual([ip['ip.src'], ip['ip.dst']]);
  });

  test('details, and bytes', () => {
    const details = sockeye.lines('-V', '-c', '1');
    expect(details[0]).toBe(
      'Frame 1: 342 bytes on wire (2736 bits), 342 bytes captured (2736 bits) on interface wlan0, id 0',
    );
    expect(details).toContain('    Time to Live: 64');
    expect(details.at(-1)).toBe('');
    const dump = sockeye.lines('-x', '-c', '1');
    expect(dump[0]).toBe('0000  ff ff ff ff ff ff 3c 22 fb 4a 90 17 08 00 45 00   ......<".J....E.');
    expect(dump.at(-1)).toBe('');
  });

  test('JSON with repeated keys, trees and raw bytes', () => {
    const [packet] = JSON.parse(sockeye.run(['-r', SAMPLE, '-T', 'json', '-x', '-c', '1']).output);
    const { layers } = packet._source;
    expect(packet._index).toBe('packets-2026-03-12');
    expect(layers.frame['frame.interface_id_tree']['frame.interface_name']).toBe('wlan0');
    expect(layers.ip['ip.src']).toBe('0.0.0.0');
    expect(layers.ip['ip.flags_tree']['ip.flags.df']).toBe('0');
    expect(layers.eth_raw).toEqual(['ffffffffffff3c22fb4a90170800', 0, 14, 0, 1]);
    expect(layers.eth['eth.dst_tree']['eth.addr']).toBe('ff:ff:ff:ff:ff:ff');
  });

  test('JSON with raw bytes alone', () => {
    const [{ _source }] = JSON.parse(sockeye.lines('-c', '1', '-T', 'jsonraw').join('\n'));
    const { ip, ip_raw: raw } = _source.layers;
    expect(raw.slice(1)).toEqual([14, 20, 0, 1]);
    expect(ip['ip.ttl_raw']).toEqual(['40', 22, 1, 0, 4]);
    expect(ip['ip.ttl']).toBeUndefined();
    expect(ip['ip.flags_tree']['ip.flags.df_raw']).toEqual(['0', 20, 1, 64, 2]);
  });

  test('of chosen layers all, or level by level, and of the others their names', () => {
    const layers = (...args: string[]) =>
      JSON.parse(sockeye.lines('-c', '1', '-T', 'json', ...args).join('\n'))[0]._source.layers;
    const { frame, ip } = layers('-j', 'ip ip.flags');
    expect(frame).toEqual({ filtered: 'frame' });
    expect(ip['ip.ttl']).toBe('64');
    expect(ip['ip.dsfield_tree']).toEqual({ filtered: 'ip.dsfield' });
    expect(ip['ip.flags_tree']['ip.flags.df']).toBe('0');
    expect(layers('-j', 'udp', '-J', 'ip').ip['ip.dsfield_tree']).toHaveProperty(['ip.dsfield.dscp']);
    const pdml = sockeye.lines('-c', '1', '-T', 'pdml', '-j', 'ip');
    expect(pdml).toContain('    <field name="filtered" value="eth" />');
    expect(pdml).toContain('      <field name="filtered" value="ip.flags" />');
    const [, ek] = sockeye.lines('-c', '1', '-T', 'ek', '-j', 'ip');
    expect(JSON.parse(ek).layers.ip.ip_ip_ttl).toEqual({ filtered: 'ip.ttl' });
  });

  test('PSML: the columns, escaped', () => {
    const lines = sockeye.lines('-T', 'psml', '-c', '2');
    expect(lines.slice(2, 5)).toEqual(['<structure>', '<section>No.</section>', '<section>Time</section>']);
    expect(lines.filter((line) => line === '<packet>')).toHaveLength(2);
    expect(lines).toContain('<section>DHCP Discover - Transaction ID 0x6a1094c3</section>');
    expect(lines.at(-1)).toBe('</psml>');
  });

  test('EK as two lines a packet', () => {
    const [index, document] = sockeye.lines('-T', 'ek', '-c', '1').map((line) => JSON.parse(line));
    expect(index).toEqual({ index: { _index: 'packets-2026-03-12', _type: 'doc' } });
    expect(document.timestamp).toBe('1773324307000');
    expect(document.layers.frame.frame_frame_time).toBe('2026-03-12T14:05:07.000000000Z');
    expect(document.layers.ip.ip_ip_flags_df).toBe(false);
    expect(document.layers.ip.ip_ip_addr).toEqual(['0.0.0.0', '255.255.255.255']);
  });

  test('PDML', () => {
    const { output } = sockeye.run(['-r', SAMPLE, '-T', 'pdml', '-c', '1']);
    expect(output).toContain('<field name="num" pos="0" show="1" showname="Number" value="1" size="342"/>');
    expect(output).toContain(
      '<field name="ip.ttl" showname="Time to Live: 64" size="1" pos="22" show="64" value="40"/>',
    );
    expect(output.endsWith('</packet>\n\n</pdml>\n')).toBe(true);
  });

  test('no control character of a packet', () => {
    for (const form of [[], ['-V'], ['-T', 'pdml'], ['-T', 'fields', '-e', 'http.file_data']]) {
      const { output } = sockeye.run(['-r', SAMPLE, ...form]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      expect(output).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    }
  });

  test('the protocol hierarchy, of all packets and of some', () => {
    const all = sockeye.lines('-q', '-z', 'io,phs');
    expect(all.slice(0, 6)).toEqual(['', '='.repeat(67), 'Protocol Hierarchy Statistics', 'Filter: ', '', all[5]]);
    expect(all[5]).toBe('eth                                      frames:384 bytes:232686');
    expect(all).toContain('        tcp.segments                     frames:1 bytes:906');
    expect(sockeye.lines('-q', '-z', 'io,phs,dns')).toContain('Filter: dns');
  });
});

describe('choosing', () => {
  test('packets by a filter, behind -Y or alone', () => {
    const numbers = sockeye.lines('-Y', 'http.request', '-T', 'fields', '-e', 'frame.number');
    expect(numbers.slice(0, 3)).toEqual(['28', '32', '36']);
    expect(sockeye.lines('-T', 'fields', '-e', 'frame.number', 'http.request')).toEqual(numbers);
  });

  test('what a port carries', () => {
    const protocols = ['-T', 'fields', '-e', '_ws.col.Protocol', '-Y', 'udp.port == 53', '-c', '25'];
    expect(sockeye.lines(...protocols)).toContain('DNS');
    expect(sockeye.lines(...protocols, '-d', 'udp.port==53,ntp')).not.toContain('DNS');
  });

  test('what is not decoded: it is left to others, or stays data', () => {
    const protocols = (...args: string[]) =>
      sockeye.lines('-T', 'fields', '-e', 'frame.protocols', '-c', '60', ...args);
    expect(protocols().some((stack) => stack.endsWith(':http'))).toBe(true);
    const without = protocols('--disable-protocol', 'http', '--enable-protocol', 'tcp');
    expect(without.some((stack) => stack.includes(':http'))).toBe(false);
    expect(without).toContain('eth:ethertype:ip:tcp:data');
    const { status, output, errors } = sockeye.run(['-r', SAMPLE, '-c', '1', '--disable-protocol=nosuch']);
    expect({ status, errors }).toEqual({ status: 0, errors: 'sockeye: There is no protocol “nosuch”.\n' });
    expect(output).not.toBe('');
  });

  test('what the program knows', () => {
    const words = (...args: string[]) => sockeye.run(args).output.split('\n');
    expect(words('-G', 'protocols')).toContain('Transmission Control Protocol\tTCP\ttcp');
    expect(words('-G', 'fields').find((line) => line.includes('\tip.ttl\t'))).toMatch(
      /^F\tTime to Live\tip\.ttl\tFT_UINT8\tip\t/,
    );
    expect(words('--complete', 'ip.tt')[0]).toBe('ip.ttl');
  });
});

describe('writing', () => {
  const count = (path: string) =>
    sockeye.run(['-r', path, '-T', 'fields', '-e', 'frame.number']).output.split('\n').length - 1;

  test('what a filter lets through, as pcapng and as pcap', () => {
    for (const format of ['pcapng', 'pcap']) {
      const path = sockeye.path(`http.${format}`);
      expect(sockeye.run(['-r', SAMPLE, '-Y', 'http', '-F', format, '-w', path])).toEqual({
        status: 0,
        output: '',
        errors: '',
      });
      expect(count(path)).toBe(13);
    }
  });

  test('the first packets only', () => {
    const path = sockeye.path('first.pcapng');
    sockeye.run(['-r', SAMPLE, '-c', '5', '-w', path]);
    expect(count(path)).toBe(5);
  });
});

/** Linux tells the flags of an open file in octal digits. */
const nonBlocking = 0o4000;

test.skipIf(process.platform !== 'linux')('writes into a pipe that blocks while its reader is slow', async () => {
  const program = `"${process.execPath}" "${sockeye.program}" -r ${SAMPLE} -V`;
  const reader = '{ read line; echo read >&2; sleep 60; }';
  const shell = spawn('sh', ['-c', `{ ${program} & echo $! >&2; wait; } | ${reader}`], { detached: true });
  let told = '';
  shell.stderr.on('data', (text: Buffer) => {
    told += text.toString();
  });
  await expect.poll(() => told, { timeout: 30_000 }).toMatch(/^\d+\nread\n$/);
  const about = readFileSync(`/proc/${Number.parseInt(told, 10)}/fdinfo/1`, 'utf8');
  process.kill(-shell.pid!, 'SIGKILL');
  const flags = Number.parseInt(/^flags:\s+(\d+)$/m.exec(about)?.[1] ?? '', 8);
  expect(flags & nonBlocking).toBe(0);
});

describe('ending', () => {
  test.each([
    [1, ['-r', SAMPLE, '-T', 'fields', '-e', 'nosuch.field'], "Some fields aren't valid:\n\tnosuch.field"],
    [1, ['-r', SAMPLE, '-k'], 'There is no option -k'],
    [1, ['-r', SAMPLE, '-z', 'io,nosuch'], 'There is no statistic'],
    [1, ['-r', SAMPLE, '-q', '-z', 'io,stat,1,MIN(ip.src)ip.src'], 'MIN wants numbers, and “ip.src” has none.'],
    [1, ['-r', SAMPLE, '-d', 'nosuch.port==1,http'], 'There is no table “nosuch.port”'],
    [1, ['-r', SAMPLE, '-o', 'nosuch:1'], 'There is no preference “nosuch”'],
    [1, ['-r', SAMPLE, '-o', 'tcp.nosuch:1'], 'There is no preference “tcp.nosuch”'],
    [2, ['-r', SAMPLE, '--macro', 'host=ip.addr ==', '-Y', macro('host')], 'The macro “host” cannot be used'],
    [
      2,
      ['-r', SAMPLE, '--macro', 'host=ip.addr == $1', '-Y', macro('host:x')],
      `    ${macro('host:x')}\n    ^^^^^^^^^`,
    ],
    [1, ['-r', SAMPLE, '--export-objects', 'http'], '--export-objects takes http,DIR'],
    [2, ['-r', SAMPLE, '-Y', 'tcp.port ='], 'tcp.port =\n'],
    [2, ['-r', SAMPLE, '-Y', 'tcp port 80'], 'As a display filter: tcp.port == 80\n'],
    [2, ['-r', SAMPLE, '-Y', String.raw`frame matches "(.*)*\\1x"`], 'The search was stopped'],
    [0, ['-r', SAMPLE, '-Y', 'bootp and arp'], '“bootp” is deprecated: write “dhcp”.\n    bootp and arp\n    ^^^^^\n'],
    [2, ['-r', '/nosuch/file'], 'does not exist'],
    [2, ['-r', '/'], 'is a folder'],
    [2, ['-r', 'package.json'], 'is not a capture file'],
    [
      2,
      ['-r', SAMPLE, '-q', '--har', '/nosuch/file.har'],
      'sockeye: “/nosuch/file.har” cannot be written: there is no folder “/nosuch”.',
    ],
    [2, ['-r', SAMPLE, '-q', '--export-objects', 'http,package.json'], 'sockeye: “package.json” is there already'],
  ])('with %i and a sentence for %j', (status, args, sentence) => {
    const outcome = sockeye.run(args);
    expect(outcome.status).toBe(status);
    expect(outcome.errors).toContain(sentence);
    expect(outcome.output).toBe('');
  });

  test('with 2 at a cut, behind all whole packets', () => {
    const path = sockeye.path('cut.pcapng');
    writeFileSync(path, readFileSync(SAMPLE).subarray(0, 100_000));
    const { status, output, errors } = sockeye.run(['-r', path, '-T', 'fields', '-e', 'frame.number']);
    expect(status).toBe(2);
    expect(output.trim().split('\n').at(-1)).toBe('135');
    expect(errors).toContain('in the middle of packet 136: it ends at byte 100,000');
  });

  test('quietly when nobody reads on', async () => {
    const child = sockeye.start(['-r', SAMPLE, '-V']);
    let errors = '';
    child.stderr.on('data', (text) => {
      errors += text;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(errors).toBe('');
    expect(status).toBe(0);
  });
});

test('packets of a pipe are printed before it ends', async () => {
  const child = sockeye.start(['-r', '-', '-T', 'fields', '-e', 'frame.number']);
  const bytes = readFileSync(SAMPLE);
  child.stdin.write(bytes.subarray(0, 60_000));
  const first = await new Promise<string>((resolve) => child.stdout.once('data', (text) => resolve(String(text))));
  expect(first.split('\n')[0]).toBe('1');
  let rest = '';
  child.stdout.on('data', (text) => {
    rest += text;
  });
  child.stdin.end(bytes.subarray(60_000));
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  expect(`${first}${rest}`.trim().split('\n')).toHaveLength(393);
});

/** `-z conv`, `-z endpoints` and `-z expert`: what they print, alone and beside tshark where it is installed. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SAMPLE, Sockeye } from './sockeye';

const installed = /TShark \(Wireshark\) 4\.0/.test(
  spawnSync('tshark', ['--version'], { encoding: 'utf8' }).stdout ?? '',
);

let sockeye: Sockeye;
beforeAll(() => {
  sockeye = new Sockeye();
}, 120_000);
afterAll(() => sockeye.close());

test('conversations have their packets in both directions, start and duration', () => {
  const lines = sockeye.lines('-q', '-z', 'conv,tcp');
  expect(lines[1]).toBe('TCP Conversations');
  expect(lines[2]).toBe('Filter:<No Filter>');
  const [first] = lines.slice(5);
  expect(first).toBe(
    '192.168.20.34:49812        <-> 203.0.113.80:80                113 156 kB         96 7809 bytes     209 164 kB        0.956000000         5.3338',
  );
});

test('endpoints count what they sent and received', () => {
  const lines = sockeye.lines('-q', '-z', 'endpoints,ip,http');
  expect(lines[2]).toBe('Filter:http');
  const [address, packets, bytes, sent, sentBytes, received, receivedBytes] = lines[4].trim().split(/\s+/);
  expect(address).toMatch(/^[\d.]+$/);
  expect(Number(sent) + Number(received)).toBe(Number(packets));
  expect(Number(sentBytes) + Number(receivedBytes)).toBe(Number(bytes));
});

test('expert messages stand by severity, the gravest first, down to the one that is asked for', () => {
  const all = sockeye.lines('-q', '-z', 'expert').filter((line) => /^\w+ \(\d+\)$/.test(line));
  expect(all.map((line) => line.split(' ')[0])).toEqual(['Warns', 'Notes', 'Chats', 'Comments']);
  const notes = sockeye.lines('-q', '-z', 'expert,note,tcp').filter((line) => /^\w+ \(\d+\)$/.test(line));
  expect(notes.map((line) => line.split(' ')[0])).toEqual(['Warns', 'Notes']);
});

test('every packet counts in one interval, the last one too', () => {
  const rows = sockeye.lines('-q', '-z', 'io,stat,2').filter((line) => line.includes('<>'));
  expect(rows).toHaveLength(10);
  const frames = rows.map((line) => Number(line.split('|')[2]));
  expect(frames.reduce((sum, count) => sum + count, 0)).toBe(
    sockeye.lines('-T', 'fields', '-e', 'frame.number').length,
  );
});

test('values are those of each interval', () => {
  const lengths = sockeye
    .lines('-T', 'fields', '-e', 'frame.time_relative', '-e', 'frame.len', 'tcp')
    .map((line) => line.split('\t').map(Number));
  const counted = ['MIN', 'MAX', 'SUM', 'AVG', 'COUNT'].map((name) => `${name}(frame.len)tcp`).join(',');
  const rows = sockeye.lines('-q', '-z', `io,stat,2,${counted}`).filter((line) => line.includes('<>'));
  expect(rows).toHaveLength(10);
  for (const [index, row] of rows.entries()) {
    const within = lengths.filter(([time]) => Math.min(9, Math.floor(time / 2)) === index).map(([, length]) => length);
    const sum = within.reduce((total, length) => total + length, 0);
    const expected =
      within.length === 0
        ? [0, 0, 0, 0, 0]
        : [Math.min(...within), Math.max(...within), sum, Math.trunc(sum / within.length), within.length];
    expect(row.split('|').slice(2, 7).map(Number)).toEqual(expected);
  }
});

test('what there is not is refused', () => {
  for (const request of ['conv', 'conv,token', 'endpoints,x', 'conv,ip,no.such.field', 'nothing'])
    expect([request, sockeye.run(['-r', SAMPLE, '-q', '-z', request]).status]).toEqual([request, 1]);
});

test('a verdict tells of a stream in words, and of one that is not there nothing but that', () => {
  const { status, output, errors } = sockeye.run(['-r', SAMPLE, '-q', '-z', 'verdict,tcp,3', '-z', 'verdict,tcp,99']);
  expect([status, errors]).toEqual([1, 'sockeye: There is no TCP stream 99 in this capture.\n']);
  expect(output).toContain('!! POST /checkout (#280) was answered by 500 Internal Server Error (#282).');
  expect(output).not.toContain('99');
});

const layers = ['eth', 'ip', 'ipv6', 'tcp', 'udp'].flatMap((layer) => [`conv,${layer}`, `endpoints,${layer}`]);

// tshark keeps one least severity for all the expert statistics of a run, so each has a run of its own.
test
  .skipIf(!installed)
  .each([
    [...layers, 'conv,ip,http', 'endpoints,tcp,tcp.flags.syn == 1', 'expert'],
    ['io,stat,0', 'io,stat,1,tcp,udp,http', 'io,stat,0.25', 'io,stat,5,FRAMES()tcp,BYTES()'],
    [
      'io,stat,3,COUNT(tcp.len)tcp.len,SUM(frame.len)frame.len,MAX(frame.len)frame.len,AVG(tcp.time_delta)tcp.time_delta',
    ],
    ['io,stat,3,MIN(frame.len)tcp && frame.len,MIN(tcp.time_delta)tcp.time_delta > 0'],
    ['expert,warn'],
    ['expert,note,tcp'],
    ['http,tree'],
    ['http_srv,tree,ip.addr == 203.0.113.80'],
    ['dns,tree'],
    ['http2,tree'],
  ])(
  'they print what tshark 4.0 prints: %s',
  (...statistics) => {
    const requests = statistics.flatMap((request) => ['-z', request]);
    const { stdout } = spawnSync('tshark', ['-n', '-r', SAMPLE, '-q', ...requests], {
      encoding: 'utf8',
      env: { ...process.env, TZ: 'UTC', WIRESHARK_CONFIG_DIR: '/nonexistent' },
    });
    expect(sockeye.lines('-n', '-q', ...requests)).toEqual(stdout.split('\n').slice(0, -1));
  },
  120_000,
);

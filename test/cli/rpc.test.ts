/** `sockeye rpc`: the requests that sharkd's clients make, and the answers they expect. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askAboutSample, type Reply, type Request } from './rpc-client';
import { Sockeye } from './sockeye';

let sockeye: Sockeye;
beforeAll(() => {
  sockeye = new Sockeye();
}, 120_000);
afterAll(() => sockeye.close());

const ask = (...requests: readonly Request[]): readonly Reply[] => askAboutSample(sockeye, ...requests);

test('status and info', () => {
  const [status, info] = ask(['status'], ['info']);
  expect(status.result).toEqual({ frames: 393, duration: 18.35471, filename: 'sample.pcapng', filesize: 250332 });
  expect(info.result.columns).toContainEqual({ name: 'Protocol', format: '%p' });
  expect(info.result.ftypes[5]).toBe('FT_UINT16');
});

test('check and complete', () => {
  const [good, bad, field, unknown, protocols, fields] = ask(
    ['check', { filter: 'tcp.port == 80' }],
    ['check', { filter: 'tcp.port ==' }],
    ['check', { field: 'tcp.port' }],
    ['check', { field: 'nosuch.port' }],
    ['complete', { field: 'ht' }],
    ['complete', { field: 'ip.tt' }],
  );
  expect(good.result).toEqual({ status: 'OK' });
  expect(bad.error?.code).toBe(-5001);
  expect(field.result).toEqual({ status: 'OK' });
  expect(unknown.error).toEqual({ code: -5002, message: 'Field nosuch.port not found' });
  expect(protocols.result.field).toContainEqual({ f: 'http', t: 1, n: 'Hypertext Transfer Protocol' });
  expect(fields.result.field[0]).toEqual({ f: 'ip.ttl', t: 4, n: 'Time to Live' });
});

test('frames by filter, skip, limit and columns', () => {
  const [first, http, columns, bad] = ask(
    ['frames', { limit: 1 }],
    ['frames', { filter: 'http', skip: 1, limit: 2 }],
    ['frames', { filter: 'http', limit: 1, column0: 'ip.addr:0', column1: 'ip.addr:2', column2: 37 }],
    ['frames', { filter: 'htt p' }],
  );
  expect(first.result).toEqual([
    {
      c: ['1', '0.000000', '0.0.0.0', '255.255.255.255', 'DHCP', '342', 'DHCP Discover - Transaction ID 0x6a1094c3'],
      num: 1,
      bg: 'daeeff',
      fg: '12272e',
    },
  ]);
  expect(http.result.map(({ num }: { num: number }) => num)).toEqual([30, 32]);
  expect(columns.result[0].c).toEqual(['192.168.20.34,203.0.113.80', '203.0.113.80', 'HTTP']);
  expect(bad.error?.code).toBe(-13002);
});

test('a column can have several fields, and one that nobody knows is empty', () => {
  const [first, none, without] = ask(
    ['frames', { limit: 1, column0: 'nosuch.field:0', column1: 'udp.srcport or ip.src:0', column2: 'ip.src || x:-1' }],
    ['frames', { limit: 1, column0: '6' }],
    ['frames', { limit: 1, column0: 'ip.src:' }],
  );
  expect(first.result[0].c).toEqual(['', '68,0.0.0.0', '0.0.0.0']);
  expect([none, without].map(({ error }) => error?.code)).toEqual([-13001, -13001]);
});

test('one frame with its tree, bytes and columns', () => {
  const [whole, bare, outside] = ask(
    ['frame', { frame: 30, proto: true, bytes: true, columns: true }],
    ['frame', { frame: 28 }],
    ['frame', { frame: 2000 }],
  );
  const { tree, bytes, col, ds, fol } = whole.result;
  const ip = tree.find(({ f }: { f: string }) => f === 'ip');
  expect(ip).toMatchObject({
    t: 'proto',
    h: [14, 20],
    l: 'Internet Protocol Version 4, Src: 203.0.113.80, Dst: 192.168.20.34',
  });
  expect(ip.n).toContainEqual({ l: 'Time to Live: 54', h: [22, 1], f: 'ip.ttl == 54' });
  expect(Buffer.from(bytes, 'base64')).toHaveLength(624);
  expect(col.slice(0, 5)).toEqual(['30', '1.035810', '203.0.113.80', '192.168.20.34', 'HTTP']);
  expect(ds).toHaveLength(1);
  expect(fol).toContainEqual(['TCP', 'tcp.stream eq 0']);
  expect(bare.result.tree).toBeUndefined();
  expect(outside.error?.code).toBe(-8003);
});

test('lines of a tree have their bits, a filter for their bytes, and what is remarkable below an entry of its own', () => {
  const [{ result }] = ask(['frame', { frame: 30, proto: true }]);
  const layer = (name: string) => result.tree.find(({ f }: { f: string }) => f === name);
  expect(layer('ip').n[0]).toEqual({ l: '0100 .... = Version: 4', h: [14, 1], f: 'ip.version == 4' });
  const [status] = layer('http').n;
  expect(status).toMatchObject({
    l: 'HTTP/1.1 200 OK\\r\\n',
    f: 'frame[66:17] == 48:54:54:50:2f:31:2e:31:20:32:30:30:20:4f:4b:0d:0a',
    s: 'Chat',
  });
  expect(status.n[0]).toMatchObject({ l: 'Expert Info (Chat/Sequence): HTTP/1.1 200 OK\\r\\n', t: 'proto', g: true });
  expect(status.n[0].n.slice(1)).toEqual([
    { l: 'Severity level: Chat', f: '_ws.expert.severity == "Chat"', g: true },
    { l: 'Group: Sequence', f: '_ws.expert.group == "Sequence"', g: true },
  ]);
  expect(layer('tcp').n).toContainEqual(expect.objectContaining({ l: 'Timestamps', g: true }));
});

test('times of a frame count from the frames that the request names', () => {
  const displayed = (tree: readonly { n: readonly { l: string }[] }[]) =>
    tree[0].n.find(({ l }) => l.startsWith('Time delta from previous displayed'))?.l;
  const [plain, reference, itself, previous, late, same] = ask(
    ['frame', { frame: 5, columns: true, proto: true }],
    ['frame', { frame: 5, columns: true, ref_frame: 3 }],
    ['frame', { frame: 5, columns: true, ref_frame: 5 }],
    ['frame', { frame: 5, proto: true, prev_frame: 2 }],
    ['frame', { frame: 5, ref_frame: 6 }],
    ['frame', { frame: 5, prev_frame: 5 }],
  );
  expect([plain, reference, itself].map(({ result }) => result.col[1])).toEqual(['0.052000', '0.030100', '*REF*']);
  expect(displayed(plain.result.tree)).toBe('Time delta from previous displayed frame: 0.013200000 seconds');
  expect(displayed(previous.result.tree)).toBe('Time delta from previous displayed frame: 0.030700000 seconds');
  expect([late, same].map(({ error }) => error?.code)).toEqual([-8001, -8002]);
});

test('a followed stream, and one that nobody can follow', () => {
  const [stream, http, none, unknown] = ask(
    ['follow', { follow: 'TCP', filter: 'tcp.stream eq 0' }],
    ['follow', { follow: 'HTTP', filter: 'frame.number == 30' }],
    ['follow', { follow: 'UDP', filter: 'udp.stream eq 4000' }],
    ['follow', { follow: 'SMELL', filter: 'tcp.stream eq 0' }],
  );
  const bytes = (payloads: { d: string; s?: number }[], server: boolean): number =>
    payloads.filter(({ s }) => (s === 1) === server).reduce((sum, { d }) => sum + Buffer.from(d, 'base64').length, 0);
  expect(bytes(stream.result.payloads, false)).toBe(stream.result.sbytes);
  expect(bytes(stream.result.payloads, true)).toBe(stream.result.cbytes);
  expect(stream.result.sbytes).toBeGreaterThan(0);
  expect(http.result).toMatchObject({ shost: '203.0.113.80', chost: '192.168.20.34' });
  expect(Buffer.from(http.result.payloads[0].d, 'base64').toString('latin1')).toMatch(/^GET .*HTTP\/1\.1\r\n/);
  expect(none.result).toEqual({ shost: 'NONE', sport: '0', sbytes: 0, chost: 'NONE', cport: '0', cbytes: 0 });
  expect(unknown.error?.code).toBe(-12001);
});

test('the hierarchy, and what is not there', () => {
  const [hierarchy, tap] = ask(['tap', { tap0: 'phs' }], ['tap', { tap0: 'nosuch' }]);
  expect(hierarchy.result.taps[0]).toMatchObject({ tap: 'phs', type: 'phs', filter: '' });
  expect(hierarchy.result.taps[0].protos[0]).toMatchObject({ proto: 'eth', frames: 384, bytes: 232686 });
  expect(tap.error?.code).toBe(-11012);
});

test('requests that are none', () => {
  const lines = [
    'garbage',
    '[]',
    '{}',
    '{"jsonrpc":"1.0","id":1,"method":"status"}',
    '{"jsonrpc":"2.0","id":"a","method":"status"}',
    '{"jsonrpc":"2.0","id":7,"method":"nosuch"}',
    '{"jsonrpc":"2.0","id":7,"method":"status","params":{"nosuch":1}}',
    '{"jsonrpc":"2.0","id":7,"method":"frames","params":{"limit":0}}',
    '{"jsonrpc":"2.0","id":7,"method":"frame","params":{"frame":1}}',
    '{"jsonrpc":"2.0","id":7,"method":"load","params":{"file":"/nosuch"}}',
  ];
  const { output } = sockeye.run(['rpc'], `${lines.join('\n')}\n`);
  const replies: Reply[] = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(replies.map(({ id, error }) => [id, error?.code])).toEqual([
    [0, -32600],
    [0, -32600],
    [0, -32600],
    [1, -32600],
    [0, -32600],
    [7, -32601],
    [7, -32600],
    [7, -32600],
    [7, -2001],
    [7, -2001],
  ]);
});

test('conversations and endpoints, the last one asked for first', () => {
  const [both, none] = ask(['tap', { tap0: 'conv:TCP', tap1: 'endpt:IPv4' }], ['tap', { tap0: 'conv:Nothing' }]);
  const [endpoints, conversations] = both.result.taps;
  expect(endpoints).toMatchObject({ tap: 'endpt:IPv4', type: 'host', proto: 'IPv4', geoip: false });
  expect(endpoints.hosts[0]).toEqual({
    host: '0.0.0.0',
    rxf: 0,
    rxb: 0,
    txf: 2,
    txb: 684,
    filter: 'ip.addr==0.0.0.0',
  });
  expect(conversations.convs[0]).toEqual({
    saddr: '192.168.20.34',
    daddr: '203.0.113.80',
    sport: '49812',
    dport: '80',
    rxf: 113,
    rxb: 156656,
    txf: 96,
    txb: 7809,
    start: 0.956,
    stop: 6.28978,
    filter: 'ip.addr==192.168.20.34 && tcp.port==49812 && ip.addr==203.0.113.80 && tcp.port==80',
  });
  expect(none.error?.code).toBe(-11003);
});

test('stretches of time', () => {
  const [intervals, bad, graphs] = ask(
    ['intervals', { filter: 'udp', interval: 500 }],
    ['intervals', { filter: 'udp and' }],
    ['iograph', { graph0: 'packets', graph1: 'nonsense', graph2: 'bits', filter2: 'udp' }],
  );
  const stretches = [
    [0, 7, 1719],
    [1, 8, 696],
    [3, 2, 192],
    [4, 2, 182],
    [5, 2, 160],
    [26, 2, 174],
  ];
  expect(intervals.result).toEqual({ intervals: stretches, last: 26, frames: 23, bytes: 3123 });
  expect(bad.error?.code).toBe(-7001);
  const [packets, bits] = graphs.result.iograph;
  expect(packets.items.slice(-2)).toEqual(['12', 1]);
  expect(bits.items).toEqual([19320, 1536, 2736, 'd', 1392]);
});

test('a comment is set, and taken away', () => {
  const [set, frame, cleared, without] = ask(
    ['setcomment', { frame: 1, comment: 'looked at' }],
    ['frames', { filter: 'frame.comment == "looked at"' }],
    ['setcomment', { frame: 1 }],
    ['frames', { filter: 'frame.comment contains "looked"' }],
  );
  expect(set.result).toEqual({ status: 'OK' });
  expect(frame.result).toHaveLength(1);
  expect(cleared.result).toEqual({ status: 'OK' });
  expect(without.result).toEqual([]);
});

test('graphs of fields are the values that sharkd draws', () => {
  const ask1 = (graph0: string, filter0: string, interval = 5000) =>
    ['iograph', { graph0, filter0, interval }] as const;
  const replies = ask(
    ask1('sum:ip.ttl', 'ip.ttl'),
    ask1('avg:ip.ttl', 'ip.ttl'),
    ask1('max:ip.ttl', 'ip.ttl'),
    ask1('min:ip.ttl', 'ip.ttl'),
    ask1('frames:ip.ttl', 'ip.ttl'),
    ask1('load:tcp.time_delta', 'tcp.time_delta', 1000),
    ask1('sum:ip.src', 'ip'),
    ask1('load:ip.ttl', 'ip'),
    ask1('max:nosuch', 'ip'),
    ask1('sum:', 'ip'),
    ['iograph', {}],
  );
  const items = replies.map(({ result }) => result?.iograph[0]?.items.map((item: number) => Number(item.toFixed(6))));
  expect(items.slice(0, 5)).toEqual([
    [14195, 3352, 3083, 182],
    [60.662393, 63.245283, 60.45098, 60.666667],
    [255, 64, 64, 64],
    [54, 54, 52, 54],
    [233, 53, 51, 3],
  ]);
  expect(items[5].slice(0, 4)).toEqual([0.044, 1.3819, 2.0307, 2]);
  expect(replies.slice(6).map(({ error }) => error?.code)).toEqual([-6001, -6001, -6001, -6001, -32600]);
});

test('what is remarkable, one by one and the last one first', () => {
  const [tap] = ask(['tap', { tap0: 'expert' }]);
  const [{ tap: name, type, details }] = tap.result.taps;
  expect({ name, type }).toEqual({ name: 'expert', type: 'expert' });
  expect(details[0]).toEqual({ f: 393, s: 'Warning', g: 'Sequence', m: 'Connection reset (RST)', p: 'TCP' });
  const frames = details.map(({ f }: { f: number }) => f);
  expect(frames).toEqual(frames.toSorted((a: number, b: number) => b - a));
});

test('a capture in a few words', () => {
  const [analysis] = ask(['analyse']);
  expect(analysis.result).toMatchObject({ frames: 393, first: 1773324307, last: 1773324325.3547101 });
  expect(analysis.result.protocols.slice(0, 6)).toEqual(['frame', 'eth', 'ethertype', 'ip', 'udp', 'dhcp']);
});

test('preferences are listed and set, and what they change is found anew', () => {
  const unverified = ['frames', { filter: 'ip.checksum.status == 2', limit: 1 }] as const;
  const verified = ['frames', { filter: 'ip.checksum.status == 1', limit: 1 }] as const;
  const [before, none, set, after, all, one, module, wrong, unknown, fixed, names] = ask(
    unverified,
    verified,
    ['setconf', { name: 'ip.check_checksum', value: 'TRUE' }],
    verified,
    ['dumpconf'],
    ['dumpconf', { pref: 'ip.check_checksum' }],
    ['dumpconf', { pref: 'nosuch' }],
    ['dumpconf', { pref: 'tcp.nosuch' }],
    ['setconf', { name: 'nosuch.pref', value: '1' }],
    ['setconf', { name: 'tcp.desegment_tcp_streams', value: 'FALSE' }],
    ['complete', { pref: 'ip.' }],
  );
  expect([before, none, after].map(({ result }) => result.length)).toEqual([1, 0, 1]);
  expect(set.result).toEqual({ status: 'OK' });
  expect(all.result.prefs['tcp.desegment_tcp_streams']).toEqual({ b: 1 });
  expect(one.result).toEqual({ prefs: { 'ip.check_checksum': { b: 1 } } });
  expect([module, wrong, unknown, fixed].map(({ error }) => error?.code)).toEqual([-9002, -9001, -4004, -4005]);
  expect(names.result.pref.map(({ f }: { f: string }) => f)).toEqual(['ip.check_checksum', 'ip.defragment']);
});

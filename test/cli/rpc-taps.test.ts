/** The taps of `sockeye rpc`: what sharkd answers about the sample capture. */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tcpFrames } from '../../src/engine/decode/testing';
import { ethernet, fromHex, ipv4, udp } from '../captures/build';
import { type CapturedPacket, pcapFile } from '../captures/write';
import { askAbout, askAboutSample, type Reply } from './rpc-client';
import { Sockeye } from './sockeye';

let sockeye: Sockeye;
beforeAll(() => {
  sockeye = new Sockeye();
}, 120_000);
afterAll(() => sockeye.close());

// biome-ignore lint/suspicious/noExplicitAny: the shapes are what is tested
type Answer = any;

/** Answers to taps, one by one. */
function taps(...names: readonly string[]): readonly Answer[] {
  const replies = askAboutSample(sockeye, ...names.map((tap0) => ['tap', { tap0 }] as const));
  return replies.map(({ result }) => result.taps[0]);
}

const named = (nodes: readonly Answer[], ...path: readonly string[]): Answer =>
  path.reduce<Answer>((node, name) => node.sub.find((child: Answer) => child.name === name), { sub: nodes });

test('trees count HTTP messages with rates, percentages and bursts', () => {
  const [http, load] = taps('stat:http', 'stat:http_srv');
  expect(http).toMatchObject({ tap: 'stats:http', type: 'stats', name: 'HTTP/Packet Counter' });
  expect({ ...http.stats[0], sub: [] }).toEqual({
    name: 'Total HTTP Packets',
    count: 13,
    rate: 0.0011,
    perc: 100,
    burstrate: 0.04,
    bursttime: 1.036,
    sub: [],
  });
  expect(named(http.stats, 'Total HTTP Packets', 'HTTP Response Packets', '2xx: Success', '201 Created')).toEqual({
    name: '201 Created',
    count: 1,
    rate: 0.0001,
    perc: 25,
    burstrate: 0.01,
    bursttime: 12.826,
  });
  expect(named(load.stats, 'HTTP Responses by Server Address', '203.0.113.80', 'KO')).toMatchObject({ count: 2 });
});

test('a tree tells averages, and nothing of the query that an ICMP error quotes', () => {
  const [dns] = taps('stat:dns');
  expect(named(dns.stats, 'Total Packets', 'Query Type', 'A (Host Address)')).toMatchObject({ count: 9, perc: 69.23 });
  expect(named(dns.stats, 'Payload size')).toMatchObject({ count: 13, avg: 44.46, min: 30, max: 68 });
  expect(named(dns.stats, 'Service Stats', 'request-response time (msec)')).toMatchObject({
    avg: 22.15,
    max: 40.299999,
  });
});

test('a tree of a protocol that the capture does not have is there, and empty', () => {
  const [http2] = taps('stat:http2');
  expect(http2.stats).toEqual([{ name: 'HTTP2', count: 0, perc: 100, sub: [{ name: 'Type', count: 0 }] }]);
});

test('flows have endpoints by number, in the order in which they appear', () => {
  const [any, tcp, icmp] = taps('seqa:any', 'seqa:tcp', 'seqa:icmp');
  expect(any.flows).toHaveLength(393);
  expect(any.flows[1]).toEqual({
    t: '0.021300',
    n: [2, 3],
    pn: [67, 68],
    c: 'DHCP: DHCP Offer    - Transaction ID 0x6a1094c3',
  });
  expect(tcp.nodes.slice(0, 3)).toEqual(['192.168.20.34', '203.0.113.80', '2001:db8:20::34']);
  expect(tcp.flows.slice(0, 2)).toEqual([
    { t: '0.956000', n: [0, 1], pn: [49812, 80], c: 'Seq = 0' },
    { t: '0.987200', n: [1, 0], pn: [80, 49812], c: 'Seq = 0 Ack = 1' },
  ]);
  expect(icmp.nodes).toEqual(['10.30.0.5', '10.30.0.44']);
});

test('HTTP objects are listed and handed out', () => {
  const token = (wanted: string) => ['download', { token: wanted }] as const;
  const [list, page, none, unknown, rtp] = askAboutSample(
    sockeye,
    ['tap', { tap0: 'eo:http' }],
    token('eo:http_0'),
    token('eo:http_99'),
    token('nosuch'),
    token('rtp:1.2.3.4'),
  );
  const [{ proto, objects }] = list.result.taps;
  expect(proto).toBe('HTTP');
  expect(objects[0]).toEqual({
    pkt: 30,
    hostname: 'shop.example',
    type: 'text/html',
    filename: '/',
    _download: 'eo:http_0',
    len: 1046,
  });
  expect(page.result).toMatchObject({ file: '/', mime: 'text/html' });
  const body = Buffer.from(page.result.data, 'base64');
  expect(body).toHaveLength(1046);
  expect(body.toString('latin1')).toMatch(/^<!doctype html>/);
  expect([none.result, unknown.result]).toEqual([{}, {}]);
  expect(rtp.error?.code).toBe(-10001);
});

/** A UDP datagram between a client and a server, one millisecond after the one before it. */
function datagrams(port: number, ...messages: readonly (readonly [sender: 'client' | 'server', hex: string])[]) {
  return messages.map(([sender, hex], index) => {
    const fromClient = sender === 'client';
    const payload = udp(
      { sourcePort: fromClient ? 700 : port, destinationPort: fromClient ? port : 700 },
      fromHex(hex),
    );
    const addresses = {
      source: fromClient ? '10.0.0.1' : '10.0.0.2',
      destination: fromClient ? '10.0.0.2' : '10.0.0.1',
    };
    const bytes = ethernet({ type: 0x0800 }, ipv4({ ...addresses, protocol: 17 }, payload));
    return { bytes, time: BigInt(index) * 1_000_000n };
  });
}

function tapsAbout(packets: CapturedPacket[], ...names: readonly string[]): readonly Answer[] {
  return tapsOf(pcapFile(packets), ...names);
}

function tapsOf(file: Uint8Array, ...names: readonly string[]): readonly Answer[] {
  const path = sockeye.path('taps.pcap');
  writeFileSync(path, file);
  const replies = askAbout(sockeye, path, ...names.map((tap0) => ['tap', { tap0 }] as const));
  return replies.map(({ result }) => result.taps[0]);
}

test('messages of DHCP are counted by type', () => {
  const [dhcp] = taps('nstat:dhcp,stat');
  expect(dhcp).toMatchObject({ type: 'nstat', fields: [{ c: 'DHCP Message Type' }, { c: 'Packets' }] });
  expect(dhcp.tables[0].t).toBe('DHCP Statistics');
  expect(dhcp.tables[0].i.slice(0, 5)).toEqual([
    ['Discover', 1],
    ['Offer', 1],
    ['Request', 1],
    ['Decline', 0],
    ['ACK', 1],
  ]);
});

test('calls of ONC RPC are counted by program and version, and the time of their answers is told', () => {
  const none = '00'.repeat(16);
  const call = (id: string, version: string) => `${id} 00000000 00000002 000186a0 ${version} 00000000 ${none}`;
  const packets = datagrams(
    111,
    ['client', call('00000001', '00000002')],
    ['server', `00000001 00000001 00000000 ${none}`.slice(0, -8)],
    ['client', call('00000002', '00000003')],
  );
  const [programs] = tapsAbout(packets, 'nstat:rpc,programs');
  expect(programs.tables[0].i).toEqual([
    ['Portmap', 100000, 2, 1, 0.001, 0.001, 0.001],
    ['Portmap', 100000, 3, 0, 0, 0, 0],
  ]);
});

test('answers are timed by what they answer', () => {
  const variables = '0201 05 0201 00 0201 00 30 0e 30 0c 0608 2b06010201010300 0500';
  const message = (kind: string) => `30 26 0201 01 0406 7075626c6963 ${kind} 19 ${variables}`;
  const packets = datagrams(161, ['client', message('a1')], ['server', message('a2')]);
  const [snmp, smb2, smb] = tapsAbout(packets, 'srt:snmp', 'srt:smb2', 'srt:smb');
  expect(snmp).toEqual({
    tap: 'srt:snmp',
    type: 'srt',
    tables: [
      {
        n: 'SNMP Commands',
        f: 'snmp.data',
        r: [{ n: 'GetNext', idx: 1, num: 1, min: 0.001, max: 0.001, tot: 0.001 }],
      },
    ],
  });
  expect(smb2.tables).toEqual([{ n: 'SMB2', f: 'smb2.cmd', c: 'Commands', r: [] }]);
  expect(smb.tables[0].n).toBe('SMB Commands');
});

test('delays of RADIUS tell what is open and what was asked twice', () => {
  const message = (code: string, id: string) => `${code}${id} 0014 ${'00'.repeat(16)}`;
  const packets = datagrams(
    1812,
    ['client', message('01', '05')],
    ['client', message('01', '05')],
    ['server', message('02', '05')],
    ['client', message('01', '06')],
  );
  const [delays] = tapsAbout(packets, 'rtd:radius');
  const [all, access, ...others] = delays.stats;
  expect(all).toMatchObject({ type: 'Overall', num: 1, min_frame: 3, max_frame: 3 });
  expect(access).toMatchObject({ type: 'Access', open_req: 1, disc_rsp: 0, req_dup: 1, rsp_dup: 0 });
  expect(others).toEqual([]);
});

test('stations of a wireless network have conversations; an acknowledgement, which has no sender, is in none', () => {
  const [station, everybody] = ['020000000001', 'ffffffffffff'];
  const probe = `4000 0000 ${everybody} ${station} ${everybody} 0000 0000`;
  const acknowledgement = `d400 0000 ${station}`;
  const packets = [probe, acknowledgement].map((hex) => ({ bytes: fromHex(hex) }));
  const [convs, hosts] = tapsOf(pcapFile(packets, { linkType: 105 }), 'conv:IEEE 802.11', 'endpt:IEEE 802.11');
  expect(convs.convs).toEqual([
    {
      saddr: '02:00:00:00:00:01',
      daddr: 'ff:ff:ff:ff:ff:ff',
      ...{ rxf: 0, rxb: 0, txf: 1, txb: 26, start: 0, stop: 0 },
      filter: 'wlan.addr==02:00:00:00:00:01 && wlan.addr==ff:ff:ff:ff:ff:ff',
    },
  ]);
  expect(hosts.hosts).toHaveLength(2);
});

test('RTP streams are told with the names and clocks that their call has described', () => {
  const description = ['v=0', 'c=IN IP4 10.0.0.2', 'm=audio 4100 RTP/AVP 96', 'a=rtpmap:96 opus/48000/2', ''].join(
    '\r\n',
  );
  const head = `INVITE sip:b@c SIP/2.0\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\nContent-Length: ${description.length}`;
  const [call] = datagrams(5060, ['client', Buffer.from(`${head}\r\n\r\n${description}`).toString('hex')]);
  const media = ['0000', '00f0', '01e0'].map((time, index) => `8060 006${index} 0000 ${time} 0000beef 7f7f7f7f`);
  const packets = [call, ...datagrams(4100, ...media.map((hex) => ['client', hex] as const))];
  const [{ streams }, analysis, none] = tapsAbout(
    packets,
    'rtp-streams',
    'rtp-analyse:10.0.0.1_700_10.0.0.2_4100_0xbeef',
    'rtp-analyse:10.0.0.1_700_10.0.0.2_4100_0xdead',
  );
  expect(streams).toEqual([
    {
      ...{ ssrc: 0xbeef, payload: 'opus', saddr: '10.0.0.1', sport: 700, daddr: '10.0.0.2', dport: 4100 },
      ...{ pkts: 3, max_delta: 1, max_jitter: 0.484375, mean_jitter: 0.367188, expectednr: 3, totalnr: 3 },
      ...{ problem: false, ipver: 4 },
    },
  ]);
  expect(analysis).toMatchObject({ type: 'rtp-analyse', ssrc: 0xbeef, total_nr: 3, seq_err: 0 });
  expect(analysis.items[1]).toEqual({ f: 3, o: 0.001, sn: 0x61, d: 1, j: 0.25, sk: 4, bw: 0.7 });
  expect(none).toMatchObject({ total_nr: 0, items: [] });
});

test('info names every tap that is answered', () => {
  const [{ result: info }] = askAboutSample(sockeye, ['info']);
  const names = ['stats', 'nstat', 'convs', 'seqa', 'taps', 'eo', 'srt', 'rtd'].flatMap((kind) =>
    info[kind].map(({ tap }: { tap: string }) => tap),
  );
  expect(names).toContain('seqa:any');
  const answers = taps(...names);
  expect(answers.map(({ type }) => type)).not.toContain(undefined);
});

test('taps are answered together, the last one asked for first, and no more than sixteen', () => {
  const wanted = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`tap${index}`, `endpt:${index % 2 === 0 ? 'IPv4' : 'TCP'}`]),
  );
  const [{ result }] = askAboutSample(sockeye, ['tap', wanted]);
  expect(result.taps).toHaveLength(16);
  expect(result.taps.slice(0, 2).map(({ tap }: Answer) => tap)).toEqual(['endpt:TCP', 'endpt:IPv4']);
});

test('mails are objects, too', () => {
  const mail = 'From: "A" <a@b.example>\r\nSubject: Hello\r\n\r\nText\r\n';
  const frames = tcpFrames(25, [
    ['server', '220 ready\r\n'],
    ['client', 'MAIL FROM:<a@b.example>\r\n'],
    ['server', '250 OK\r\n'],
    ['client', 'DATA\r\n'],
    ['server', '354 go on\r\n'],
    ['client', `${mail}.\r\n`],
  ]);
  const path = sockeye.path('mail.pcap');
  writeFileSync(path, pcapFile(frames.map((frame) => ({ bytes: frame as Uint8Array }))));
  const [list, body] = askAbout(sockeye, path, ['tap', { tap0: 'eo:imf' }], ['download', { token: 'eo:imf_0' }]);
  const [{ proto, objects }] = list.result.taps;
  expect(proto).toBe('IMF');
  expect(objects).toEqual([
    {
      ...{ pkt: frames.length, hostname: 'a@b.example', type: 'EML file', filename: 'Hello.eml' },
      ...{ _download: 'eo:imf_0', len: mail.length },
    },
  ]);
  expect(Buffer.from(body.result.data, 'base64').toString('latin1')).toBe(mail);
});

test('a capture without packets has nothing to tell, and says so', () => {
  const path = sockeye.path('empty.pcap');
  writeFileSync(path, pcapFile([]));
  const names = [
    'stat:http',
    'stat:dns',
    'seqa:any',
    'seqa:tcp',
    'eo:http',
    'rtp-streams',
    'conv:TCP',
    'expert',
    'phs',
  ];
  const replies = askAbout(sockeye, path, ['status'], ...names.map((tap0) => ['tap', { tap0 }] as const));
  expect(replies.map(({ error }) => error)).toEqual(replies.map(() => undefined));
  expect(replies[0].result).toMatchObject({ frames: 0, duration: 0 });
  expect(replies[1].result.taps[0].stats[0]).toMatchObject({ name: 'Total HTTP Packets', count: 0, perc: 100 });
});

test('tables that there are not have the codes that sharkd has for them', () => {
  const unknown = ['stat', 'seqa', 'conv', 'endpt', 'nstat', 'rtd', 'srt', 'eo'].map((kind) => `${kind}:nosuch`);
  const replies: readonly Reply[] = askAboutSample(
    sockeye,
    ...[...unknown, 'nosuch', 'wlan', 'stat'].map((tap0) => ['tap', { tap0 }] as const),
  );
  expect(replies.map(({ error }) => error?.code)).toEqual([
    -11001, -11002, -11003, -11004, -11006, -11007, -11009, -11011, -11012, -11012, -11012,
  ]);
});

/** The taps of `sockeye rpc`: what sharkd answers about the sample capture. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askAboutSample, type Reply } from './rpc-client';
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

test('info names every tap that is answered', () => {
  const [{ result: info }] = askAboutSample(sockeye, ['info']);
  const names = ['stats', 'nstat', 'convs', 'seqa', 'taps', 'eo', 'srt', 'rtd'].flatMap((kind) =>
    info[kind].map(({ tap }: { tap: string }) => tap),
  );
  expect(names).toContain('seqa:any');
  const answers = taps(...names);
  expect(answers.map(({ type }) => type)).not.toContain(undefined);
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

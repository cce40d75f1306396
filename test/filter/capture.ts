/** The capture that the suite of filters runs over: a little of everything, the same bytes each time. */
import {
  arp,
  concatenate,
  ethernet,
  fromHex,
  icmp,
  icmpv6,
  ipv4,
  ipv6,
  padTo,
  tcp,
  tcpOption,
  udp,
  uint16,
  uint32,
  vlan,
} from '../captures/build';
import { dnsMessage } from '../captures/dns';
import { type CapturedPacket, pcapngFile } from '../captures/write';

const client = '10.0.0.1';
const server = '10.0.0.80';
const resolver = '192.168.1.53';
const clientMac = '00:1b:21:0f:3c:aa';
const serverMac = '00:1b:21:0f:3c:bb';
/** 2026-11-22 12:00:00 UTC, in seconds. */
const start = 1_795_348_800n;

const out = (payload: Uint8Array) => ethernet({ source: clientMac, destination: serverMac }, payload);
const back = (payload: Uint8Array) => ethernet({ source: serverMac, destination: clientMac }, payload);

type Segment = Parameters<typeof tcp>[0];

/** A segment of the connection to the server's port 80. */
function segment(side: 'client' | 'server', options: Segment, payload = '', timeToLive = 64): Uint8Array {
  const ports =
    side === 'client' ? { sourcePort: 40000, destinationPort: 80 } : { sourcePort: 80, destinationPort: 40000 };
  const addresses =
    side === 'client' ? { source: client, destination: server } : { source: server, destination: client };
  const packet = ipv4(
    { ...addresses, protocol: 6, timeToLive, dontFragment: true },
    tcp({ ...ports, ...options }, payload),
  );
  return side === 'client' ? out(packet) : back(packet);
}

const request = 'GET /shop?page=3 HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: curl/8.5\r\n\r\n';
const posted =
  'POST /order HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: Browser/1\r\nContent-Length: 7\r\n\r\nitem=42';
const found = 'HTTP/1.1 200 OK\r\nServer: Test\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nHello';
const missing = 'HTTP/1.1 404 Not Found\r\nServer: Test\r\nContent-Length: 0\r\n\r\n';

/** The TCP connection: frames 3 to 14. */
function shopping(): Uint8Array[] {
  const handshake = concatenate(
    tcpOption.maximumSegmentSize(1460),
    tcpOption.selectiveAcknowledgementPermitted(),
    tcpOption.noOperation(),
    tcpOption.windowScale(7),
  );
  const c = 1000;
  const s = 5000;
  const [asked, answered] = [c + 1 + request.length, s + 1 + found.length];
  return [
    segment('client', { sequence: c, flags: 'S', options: handshake }),
    segment('server', { sequence: s, acknowledgement: c + 1, flags: 'SA', options: handshake }, '', 128),
    segment('client', { sequence: c + 1, acknowledgement: s + 1, flags: 'A', window: 502 }),
    segment('client', { sequence: c + 1, acknowledgement: s + 1, flags: 'PA', window: 502 }, request),
    segment('server', { sequence: s + 1, acknowledgement: asked, flags: 'A', window: 501 }, '', 128),
    segment('server', { sequence: s + 1, acknowledgement: asked, flags: 'PA', window: 501 }, found, 128),
    segment('client', { sequence: asked, acknowledgement: answered, flags: 'PA', window: 502 }, posted),
    segment(
      'server',
      { sequence: answered, acknowledgement: asked + posted.length, flags: 'PA', window: 501 },
      missing,
      128,
    ),
    segment(
      'server',
      { sequence: answered, acknowledgement: asked + posted.length, flags: 'PA', window: 501 },
      missing,
      128,
    ),
    segment('client', {
      sequence: asked + posted.length,
      acknowledgement: answered + missing.length,
      flags: 'FA',
      window: 502,
    }),
    segment(
      'server',
      { sequence: answered + missing.length, acknowledgement: asked + posted.length + 1, flags: 'FA', window: 501 },
      '',
      128,
    ),
    segment('client', {
      sequence: asked + posted.length + 1,
      acknowledgement: answered + missing.length + 1,
      flags: 'RA',
      window: 0,
    }),
  ];
}

/** DNS over both versions of IP: frames 15 to 18. */
function asking(): Uint8Array[] {
  const question = [{ name: 'shop.example', type: 'A' as const }];
  const query = udp({ sourcePort: 53053, destinationPort: 53 }, dnsMessage({ id: 0x1234, questions: question }));
  const answer = udp(
    { sourcePort: 53, destinationPort: 53053 },
    dnsMessage({
      id: 0x1234,
      flags: 0x8180,
      questions: question,
      answers: [
        { name: 'shop.example', type: 'A', data: '10.0.0.80', timeToLive: 300 },
        { name: 'shop.example', type: 'A', data: '10.0.0.81', timeToLive: 300 },
      ],
    }),
  );
  const query6 = udp(
    { sourcePort: 53054, destinationPort: 53 },
    dnsMessage({ id: 0x5678, questions: [{ name: 'nothing.example', type: 'AAAA' }] }),
  );
  const answer6 = udp(
    { sourcePort: 53, destinationPort: 53054 },
    dnsMessage({ id: 0x5678, flags: 0x8183, questions: [{ name: 'nothing.example', type: 'AAAA' }] }),
  );
  return [
    out(ipv4({ source: client, destination: resolver, protocol: 17, identification: 7 }, query)),
    back(ipv4({ source: resolver, destination: client, protocol: 17, timeToLive: 5 }, answer)),
    out(ipv6({ source: '2001:db8::1', destination: '2001:db8::53', nextHeader: 17 }, query6)),
    back(ipv6({ source: '2001:db8::53', destination: '2001:db8::1', nextHeader: 17, hopLimit: 3 }, answer6)),
  ];
}

/** Pings, an error that quotes a datagram, tags, tunnels, fragments, and bytes that nobody knows: frames 19 to 30. */
function oddities(): Uint8Array[] {
  const echo = (type: number) => icmp({ type, rest: concatenate(uint16(7), uint16(1)) }, 'abcdefgh');
  const datagram = ipv4(
    { source: client, destination: '172.16.0.9', protocol: 17 },
    udp({ sourcePort: 5000, destinationPort: 6000 }, 'quoted'),
  );
  const inner = ipv4(
    { source: '172.16.0.1', destination: '172.16.0.2', protocol: 17, timeToLive: 9 },
    udp({ sourcePort: 7000, destinationPort: 7001 }, 'tunnel'),
  );
  const whole = udp({ sourcePort: 9000, destinationPort: 9001 }, 'F'.repeat(40));
  const fragment = { source: client, destination: server, protocol: 17, identification: 0x77 };
  return [
    out(ipv4({ source: client, destination: server, protocol: 1 }, echo(8))),
    back(ipv4({ source: server, destination: client, protocol: 1 }, echo(0))),
    back(ipv4({ source: server, destination: client, protocol: 1 }, icmp({ type: 3, code: 3 }, datagram))),
    ethernet(
      { source: clientMac, destination: serverMac, type: 0x8100 },
      vlan(
        { id: 100 },
        ipv4(
          { source: client, destination: server, protocol: 17 },
          udp({ sourcePort: 1234, destinationPort: 4321 }, 'tagged'),
        ),
      ),
    ),
    out(ipv4({ source: client, destination: server, protocol: 4, timeToLive: 33 }, inner)),
    out(ipv4({ ...fragment, moreFragments: true }, whole.subarray(0, 24))),
    out(ipv4({ ...fragment, fragmentOffset: 24 }, whole.subarray(24))),
    ethernet(
      { source: clientMac, destination: '33:33:00:00:00:01' },
      ipv6(
        { source: 'fe80::1', destination: 'ff02::1', nextHeader: 58, hopLimit: 255 },
        icmpv6({ type: 136, rest: uint32(0x2000_0000) }, fromHex('fe80 0000 0000 0000 0000 0000 0000 0001')),
      ),
    ),
    ethernet({ source: clientMac, destination: serverMac, type: 0x88b5 }, padTo(60, 'experimental')),
    out(
      ipv4(
        { source: client, destination: '224.0.0.251', protocol: 17, timeToLive: 255 },
        udp(
          { sourcePort: 5353, destinationPort: 5353 },
          dnsMessage({ flags: 0, questions: [{ name: '_http._tcp.local', type: 'PTR' }] }),
        ),
      ),
    ),
    out(
      ipv4(
        { source: client, destination: server, protocol: 17 },
        udp({ sourcePort: 2000, destinationPort: 2001 }, concatenate(fromHex('00ff80c3a9 0d0a'), 'caf\u00e9')),
      ),
    ),
  ];
}

/** All packets: frame 1 and 2 are ARP, frame 30 was cut by the capture. */
export function suitePackets(): CapturedPacket[] {
  const hello = arp({ operation: 1, senderMac: clientMac, senderIp: client, targetIp: server });
  const here = arp({ operation: 2, senderMac: serverMac, senderIp: server, targetMac: clientMac, targetIp: client });
  const frames = [
    ethernet({ source: clientMac, destination: 'ff:ff:ff:ff:ff:ff', type: 0x0806 }, padTo(46, hello)),
    ethernet({ source: serverMac, destination: clientMac, type: 0x0806 }, padTo(46, here)),
    ...shopping(),
    ...asking(),
    ...oddities(),
  ];
  const long = segment('client', { sequence: 9000, flags: 'PA' }, 'x'.repeat(300));
  return [
    ...frames.map(
      (bytes, index): CapturedPacket => ({
        bytes,
        time: start * 1_000_000_000n + BigInt(index) * 250_000_000n,
        ...(index === 5 ? { comments: ['the first request'] } : {}),
      }),
    ),
    { bytes: long.subarray(0, 60), originalLength: long.length, time: (start + 100n) * 1_000_000_000n },
  ];
}

/** The capture as a pcapng file. */
export const suiteFile = (): Uint8Array => pcapngFile(suitePackets());

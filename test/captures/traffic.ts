/** Endless mixed traffic, the same for the same seed: HTTP, TLS-shaped, DNS, QUIC-shaped, ICMP and ARP, interleaved. */
import { arp, concatenate, ethernet, icmp, type Payload, udp, uint16 } from './build';
import { frameBetween, type Host, Recording, TcpConversation } from './conversation';
import { dnsMessage } from './dns';
import { SeededRandom } from './random';
import { CONTENT, changeCipherSpec, clientHello, encrypted, record, serverHello } from './tls';
import type { CapturedPacket } from './write';

export interface TrafficOptions {
  seed?: number;
  /** How many conversations go on at the same time. */
  flows?: number;
  /** Share of data segments that are lost and sent again. */
  loss?: number;
}

const START = 1_770_000_000_000_000_000n;

/** Packets in the order of their times, without end. */
export function* traffic({
  seed = 1,
  flows = 64,
  loss = 0.002,
}: TrafficOptions = {}): Generator<CapturedPacket, never> {
  const maker = new FlowMaker(new SeededRandom(seed), loss);
  const active = Array.from({ length: flows }, (_, index) => new Cursor(maker.flow(index * 0.0007)));
  for (;;) {
    let next = active[0]!;
    for (const cursor of active) if (cursor.time < next.time) next = cursor;
    const packet = next.take();
    if (next.isAtEnd)
      active[active.indexOf(next)] = new Cursor(maker.flow(Number(packet.time! - START) / 1e9 + 0.0011));
    yield packet;
  }
}

/** The packets of one conversation, and how many were taken. */
class Cursor {
  private at = 0;

  constructor(private readonly packets: CapturedPacket[]) {}

  get time(): bigint {
    return this.packets[this.at]!.time!;
  }

  get isAtEnd(): boolean {
    return this.at >= this.packets.length;
  }

  take(): CapturedPacket {
    return this.packets[this.at++]!;
  }
}

type Kind = 'http' | 'tls' | 'dns' | 'quic' | 'icmp' | 'arp';

/** Out of sixteen conversations; those over TCP have by far the most packets. */
const MIX: readonly Kind[] = [
  ...new Array<Kind>(5).fill('http'),
  ...new Array<Kind>(4).fill('tls'),
  ...new Array<Kind>(3).fill('dns'),
  ...new Array<Kind>(2).fill('quic'),
  'icmp',
  'arp',
];

class FlowMaker {
  private count = 0;
  /** What bodies are cut from: making fresh bytes for each would cost more than all the rest. */
  private readonly body: Uint8Array;

  constructor(
    private readonly random: SeededRandom,
    private readonly loss: number,
  ) {
    this.body = random.bytes(1 << 17);
  }

  /** A conversation that starts at this second. */
  flow(seconds: number): CapturedPacket[] {
    this.count += 1;
    const recording = new Recording(START);
    const hosts = this.hosts();
    const vlanId = this.random.between(1, 8) === 1 ? this.random.between(10, 13) : undefined;
    this[this.random.pick(MIX)](recording, seconds, hosts, vlanId);
    return recording.sorted();
  }

  private hosts(): [Host, Host] {
    const { random } = this;
    const number = random.between(1, 4000);
    const low = number & 0xff;
    const client = `02:00:00:00:${hex(number >> 8)}:${hex(low)}`;
    const server = '02:00:00:ff:00:01';
    if (random.between(1, 4) === 1) {
      return [
        { mac: client, address: `2001:db8:1::${number.toString(16)}` },
        { mac: server, address: `2001:db8:2::${random.between(1, 300).toString(16)}`, timeToLive: 57 },
      ];
    }
    return [
      { mac: client, address: `10.1.${number >> 8}.${low}` },
      { mac: server, address: `198.18.${random.between(0, 3)}.${random.between(1, 254)}`, timeToLive: 57 },
    ];
  }

  private connection(
    recording: Recording,
    seconds: number,
    [client, server]: [Host, Host],
    serverPort: number,
    vlanId?: number,
  ) {
    const { random } = this;
    return new TcpConversation(recording, {
      client,
      server,
      clientPort: random.between(32768, 60999),
      serverPort,
      roundTrip: 0.002 + random.fraction() * 0.04,
      initialSequence: { client: random.uint32(), server: random.uint32() },
      vlanId,
    }).at(seconds);
  }

  /** A body of this length, in segments of which some are lost. */
  private reply(connection: TcpConversation, data: Payload): void {
    const segments = Math.ceil(concatenate(data).length / 1448);
    const lost =
      this.random.fraction() < this.loss * segments ? [this.random.between(0, Math.max(0, segments - 4))] : [];
    connection.send('server', data, { lost: segments > 4 ? lost : [] });
  }

  private slice(length: number): Uint8Array {
    const start = this.random.between(0, this.body.length - length);
    return this.body.subarray(start, start + length);
  }

  private http(recording: Recording, seconds: number, hosts: [Host, Host], vlanId?: number): void {
    const { random } = this;
    const connection = this.connection(recording, seconds, hosts, 80, vlanId).open();
    const agent = random.pick(['curl/8.14.1', 'Mozilla/5.0 (X11; Linux x86_64)', 'python-requests/2.32']);
    for (let number = random.between(1, 6); number > 0; number--) {
      const page = random.between(1, 500);
      const method = random.pick(['GET', 'GET', 'GET', 'HEAD', 'POST']);
      const body = method === 'POST' ? `item=${page}&pieces=${number}` : '';
      const head = `${method} /items/${page}?page=${number} HTTP/1.1\r\nHost: site${page % 40}.example\r\nUser-Agent: ${agent}\r\n`;
      connection.send('client', `${head}Accept: */*\r\n${body && `Content-Length: ${body.length}\r\n`}\r\n${body}`);
      const status = random.pick([
        '200 OK',
        '200 OK',
        '200 OK',
        '304 Not Modified',
        '404 Not Found',
        '503 Service Unavailable',
      ]);
      const length = status === '200 OK' ? random.between(200, 40_000) : 0;
      const sent = method === 'HEAD' ? 0 : length;
      const answer = `HTTP/1.1 ${status}\r\nServer: bench\r\nContent-Type: application/octet-stream\r\nContent-Length: ${length}\r\n\r\n`;
      connection.wait(random.fraction() * 0.03);
      this.reply(connection, concatenate(answer, this.slice(sent)));
    }
    connection.close(random.pick(['client', 'server']));
  }

  private tls(recording: Recording, seconds: number, hosts: [Host, Host], vlanId?: number): void {
    const { random } = this;
    const connection = this.connection(recording, seconds, hosts, 443, vlanId).open();
    const hello = clientHello(random, { serverName: `site${random.between(1, 400)}.example`, offerTls13: true });
    connection.send('client', record(CONTENT.handshake, hello, 0x0301));
    const answer = record(CONTENT.handshake, serverHello(random, { cipherSuite: 0x1301, tls13: true }));
    const sealed = (length: number) => record(CONTENT.applicationData, this.slice(length));
    this.reply(connection, concatenate(answer, changeCipherSpec(), sealed(random.between(1800, 4100)), sealed(53)));
    connection.send('client', concatenate(changeCipherSpec(), encrypted(random, 53)));
    for (let number = random.between(1, 5); number > 0; number--) {
      connection.send('client', sealed(random.between(90, 700))).wait(random.fraction() * 0.02);
      this.reply(connection, concatenate(sealed(random.between(100, 16_000)), sealed(random.between(40, 16_000))));
    }
    connection.send('client', encrypted(random, 19)).close('client');
  }

  private datagram(
    recording: Recording,
    seconds: number,
    [from, to]: [Host, Host],
    ports: [number, number],
    payload: Payload,
  ): void {
    const segment = udp({ sourcePort: ports[0], destinationPort: ports[1] }, payload);
    recording.add(seconds, frameBetween(from, to, 17, segment, { identification: this.random.between(0, 0xffff) }));
  }

  private dns(recording: Recording, seconds: number, hosts: [Host, Host]): void {
    const { random } = this;
    const port = random.between(32768, 60999);
    for (let number = random.between(1, 4); number > 0; number--) {
      const at = seconds + number * 0.004;
      const id = random.between(0, 0xffff);
      const name = `site${random.between(1, 400)}.example`;
      const questions = [{ name, type: 'A' as const }];
      this.datagram(recording, at, hosts, [port, 53], dnsMessage({ id, questions }));
      const exists = random.between(1, 10) > 1;
      const answers = exists ? [{ name, type: 'A' as const, data: `198.18.0.${random.between(1, 254)}` }] : [];
      const message = dnsMessage({ id, flags: exists ? 0x8180 : 0x8183, questions, answers });
      this.datagram(recording, at + 0.003, [hosts[1], hosts[0]], [53, port], message);
    }
  }

  /** Datagrams as QUIC's: two long headers of version 1 each way, then short headers. */
  private quic(recording: Recording, seconds: number, hosts: [Host, Host]): void {
    const { random } = this;
    const port = random.between(32768, 60999);
    const identifiers = concatenate(8, random.bytes(8), 8, random.bytes(8));
    const long = (length: number) =>
      concatenate(0xc3, 0, 0, 0, 1, identifiers, 0, uint16(0x4000 | length), this.slice(length));
    const short = () => concatenate(0x43, this.slice(random.between(60, 1200)));
    const back: [Host, Host] = [hosts[1], hosts[0]];
    this.datagram(recording, seconds, hosts, [port, 443], long(1170));
    this.datagram(recording, seconds + 0.012, back, [443, port], long(1170));
    for (let number = 1; number <= random.between(4, 40); number++) {
      const isAnswer = random.between(1, 4) > 1;
      const ports: [number, number] = isAnswer ? [443, port] : [port, 443];
      this.datagram(recording, seconds + 0.013 + number * 0.0004, isAnswer ? back : hosts, ports, short());
    }
  }

  private icmp(recording: Recording, seconds: number, [client, server]: [Host, Host]): void {
    if (client.address.includes(':')) {
      this.arp(recording, seconds);
      return;
    }
    for (let number = 1; number <= 4; number++) {
      const rest = concatenate(uint16(this.count & 0xffff), uint16(number));
      const at = seconds + number * 0.05;
      recording.add(at, frameBetween(client, server, 1, icmp({ type: 8, rest }, this.slice(56))));
      recording.add(at + 0.01, frameBetween(server, client, 1, icmp({ type: 0, rest }, this.slice(56))));
    }
  }

  private arp(recording: Recording, seconds: number): void {
    const number = this.random.between(1, 250);
    const asks = { mac: `02:00:00:00:01:${hex(number)}`, address: `10.1.1.${number}` };
    const target = '10.1.2.2';
    const question = arp({ operation: 1, senderMac: asks.mac, senderIp: asks.address, targetIp: target });
    recording.add(seconds, ethernet({ source: asks.mac, destination: 'ff:ff:ff:ff:ff:ff', type: 0x0806 }, question));
    const answer = { operation: 2, senderMac: '02:00:00:00:02:02', senderIp: target };
    const reply = arp({ ...answer, targetMac: asks.mac, targetIp: asks.address });
    recording.add(seconds + 0.0004, ethernet({ source: answer.senderMac, destination: asks.mac, type: 0x0806 }, reply));
  }
}

const hex = (value: number): string => value.toString(16).padStart(2, '0');

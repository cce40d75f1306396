/** The sample capture while the customer looks around: names, pages over HTTP, the catalogue over TLS 1.3, what fails. */
import { gzipSync } from 'node:zlib';
import { concatenate, icmp, ipv4, type Payload, udp } from '../build';
import { frameBetween, TcpConversation } from '../conversation';
import { type DnsRecord, type DnsType, dnsMessage } from '../dns';
import { CONTENT, changeCipherSpec, clientHello, encrypted, record, serverHello } from '../tls';
import {
  catalogue,
  datagram,
  gateway,
  laptop,
  laptopGlobal,
  OFFICE,
  oldResolver,
  random,
  recording,
  resolver,
  shop,
  tracker,
} from './network';

/** Headers that every request of this browser carries. */
const BROWSER =
  'Host: shop.example\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) Firefox/148.0\r\nAccept-Encoding: gzip, deflate\r\n';

/** Plays it from second 0.9 on. */
export function lookAtTheShop(): void {
  names();
  pages();
  readCatalogue();
  failures();
}

/** A question, and its answer a while later. */
function lookUp(
  seconds: number,
  name: string,
  type: DnsType,
  answers: DnsRecord[],
  delay = 0.0171,
  flags = 0x8180,
): void {
  const id = random.between(1, 0xffff);
  const port = random.between(32768, 60999);
  const questions = [{ name, type }];
  datagram(seconds, laptop, resolver, [port, 53], dnsMessage({ id, questions }));
  datagram(seconds + delay, resolver, laptop, [53, port], dnsMessage({ id, flags, questions, answers }));
}

function names(): void {
  unreachableResolver(0.9);
  const alias: DnsRecord = { name: 'shop.example', type: 'CNAME', timeToLive: 60, data: 'front.shop.example' };
  lookUp(0.934, 'shop.example', 'A', [alias, { name: 'front.shop.example', type: 'A', data: shop.address }]);
  lookUp(0.9342, 'shop.example', 'AAAA', [alias], 0.0189);
  lookUp(1.6, 'catalogue.shop.example', 'AAAA', [
    { name: 'catalogue.shop.example', type: 'AAAA', data: catalogue.address },
  ]);
  lookUp(2.31, 'metrics.tracker.example', 'A', [
    { name: 'metrics.tracker.example', type: 'A', timeToLive: 30, data: tracker.address },
  ]);
  lookUp(2.86, 'chekout.shop.example', 'A', [], 0.0403, 0x8183);
  lookUp(
    13.27,
    'pay.payment.example',
    'A',
    [{ name: 'pay.payment.example', type: 'A', data: '198.51.100.17' }],
    0.0224,
  );
}

/** The first name server of the lease is gone: the gateway says that its port cannot be reached. */
function unreachableResolver(seconds: number): void {
  const question = dnsMessage({ id: 0x51c3, questions: [{ name: 'shop.example', type: 'A' }] });
  const ports: [number, number] = [41207, 53];
  datagram(seconds, laptop, oldResolver, ports, question);
  const quoted = ipv4(
    { source: laptop.address, destination: oldResolver.address, protocol: 17, timeToLive: 62 },
    udp({ sourcePort: ports[0], destinationPort: ports[1] }, question),
  );
  const message = icmp({ type: 3, code: 3 }, quoted);
  recording.add(seconds + 0.0112, frameBetween({ ...gateway, address: oldResolver.address }, laptop, 1, message), {
    interface: OFFICE,
    comments: ['The first name server of the lease does not answer; the second one does.'],
  });
}

/** An HTTP response with its length. */
export function response(status: string, type: string, body: Payload, headers = ''): Uint8Array {
  const { length } = concatenate(body);
  const head = `HTTP/1.1 ${status}\r\nServer: nginx\r\nDate: Thu, 12 Mar 2026 14:05:08 GMT\r\nContent-Type: ${type}\r\n`;
  return concatenate(`${head}${headers}Content-Length: ${length}\r\nConnection: keep-alive\r\n\r\n`, body);
}

const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\n${BROWSER}${headers}\r\n`;

function pages(): void {
  const connection = new TcpConversation(recording, {
    client: laptop,
    server: shop,
    clientPort: 49812,
    serverPort: 80,
    roundTrip: 0.0312,
  });
  connection.at(0.956).open();
  connection.send('client', get('/', 'Accept: text/html\r\n')).wait(0.0168);
  const encoding = 'Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n';
  connection.send('server', response('200 OK', 'text/html; charset=utf-8', gzipSync(homePage()), encoding)).wait(0.02);
  connection.send('client', get('/shop.css', 'Accept: text/css\r\n')).wait(0.0018);
  connection.send('server', response('200 OK', 'text/css', gzipSync(styleSheet()), encoding)).wait(0.004);
  connection.send('client', get('/pictures/salmon.jpg', 'Accept: image/*\r\n')).wait(0.0048);
  // Two segments of the picture are lost on the way.
  connection.send('server', response('200 OK', 'image/jpeg', picture(148_000)), { lost: [31, 32] }).wait(0.05);
  connection.send('client', get('/favicon.ico', 'Accept: image/*\r\n')).wait(0.0011);
  connection.send('server', response('404 Not Found', 'text/plain', 'There is no such page in this shop.\n')).wait(5);
  connection.close('server');
}

function homePage(): string {
  const goods = ['Sockeye salmon', 'Smoked trout', 'Arctic char', 'Rainbow trout', 'Coho salmon', 'Herring'];
  const items = goods.map((name, index) => `<li><a href="/goods/${index + 1}">${name}</a> ${12 + index * 3}.50</li>`);
  const notes = goods.map(
    (name) => `<p>${name}: caught on line, packed on ice, at your door tomorrow before noon.</p>`,
  );
  return `<!doctype html>
<title>The fish shop</title>
<link rel="stylesheet" href="/shop.css">
<img src="/pictures/salmon.jpg" alt="A sockeye salmon">
<ul>
${items.join('\n')}
</ul>
${notes.join('\n')}
<form action="/checkout" method="post"><button>Check out</button></form>
`;
}

function styleSheet(): string {
  return 'body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: auto }\nli { list-style: none; padding: 0.5rem }\n';
}

/** A JPEG file by its first and last bytes. */
function picture(length: number): Uint8Array {
  const start = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0);
  return concatenate(start, random.bytes(length - start.length - 2), Uint8Array.of(0xff, 0xd9));
}

function readCatalogue(): void {
  const connection = new TcpConversation(recording, {
    client: laptopGlobal,
    server: catalogue,
    clientPort: 40118,
    serverPort: 443,
    roundTrip: 0.0264,
    initialSequence: { client: 0xffff_f8d2, server: 0x41c9_0a55 },
    maximumSegmentSize: 1428,
  });
  connection.at(1.6181).open();
  const hello = clientHello(random, { serverName: 'catalogue.shop.example', offerTls13: true });
  connection.send('client', record(CONTENT.handshake, hello, 0x0301)).wait(0.0016);
  const answer = record(CONTENT.handshake, serverHello(random, { cipherSuite: 0x1301, tls13: true }));
  const rest = concatenate(
    encrypted(random, 36),
    encrypted(random, 2841),
    encrypted(random, 286),
    encrypted(random, 53),
  );
  connection.send('server', concatenate(answer, changeCipherSpec(), rest)).wait(0.003);
  connection.send('client', concatenate(changeCipherSpec(), encrypted(random, 53))).wait(0.0008);
  connection.send('client', encrypted(random, 412)).wait(0.0146);
  connection.send('server', concatenate(encrypted(random, 290), encrypted(random, 8204), encrypted(random, 6120)));
  connection.wait(1.4).send('client', encrypted(random, 371)).wait(0.0236);
  connection.send('server', concatenate(encrypted(random, 240), encrypted(random, 3377)));
  connection.wait(3).send('client', encrypted(random, 19)).close('client');
}

function failures(): void {
  new TcpConversation(recording, {
    client: laptop,
    server: tracker,
    clientPort: 49814,
    serverPort: 443,
    roundTrip: 0.0307,
  })
    .at(2.3301)
    .comment('Nothing listens on this port: the tracker refuses, and the page goes on without it.')
    .refused();
}

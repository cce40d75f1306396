/** The heart of the sample capture: the checkout that fails, then takes seven seconds, and the reason for it in VLAN 30. */
import { concatenate, icmp, type Payload, uint16 } from '../build';
import { certificate, type Party } from '../certificate';
import { frameBetween, type Host, TcpConversation } from '../conversation';
import {
  alert,
  CONTENT,
  certificateMessage,
  changeCipherSpec,
  clientHello,
  clientKeyExchange,
  encrypted,
  record,
  serverHello,
  serverHelloDone,
  serverKeyExchange,
} from '../tls';
import { response } from './looking-at-the-shop';
import { DATA_VLAN, inventory, laptop, MIRROR, monitor, payment, random, recording, shop, shopInside } from './network';

/** Plays it from second 4 on. */
export function checkOut(): void {
  checkout();
  reserveGoods();
  monitorGoesOn();
  pay();
}

const order = JSON.stringify({
  goods: [
    { number: 1, pieces: 2 },
    { number: 4, pieces: 1 },
  ],
  delivery: 'tomorrow',
});

const post = (path: string, host: string, body: Payload) =>
  concatenate(
    `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) Firefox/148.0\r\n`,
    'Cookie: session=8f1c2e7a\r\nContent-Type: application/json\r\n',
    `Content-Length: ${concatenate(body).length}\r\n\r\n`,
    body,
  );

function checkout(): void {
  const connection = new TcpConversation(recording, {
    client: laptop,
    server: shop,
    clientPort: 49820,
    serverPort: 80,
    roundTrip: 0.0309,
    initialSequence: { client: 0x58e0_91b4, server: 0x1c77_02ee },
  });
  connection.at(4.02).open().comment('The first try: the shop answers "500" after 1.3 seconds.');
  const request = post('/checkout', 'shop.example', order);
  connection.send('client', request).wait(1.25);
  const failure = JSON.stringify({ error: 'The inventory did not answer in time.' });
  connection.send('server', response('500 Internal Server Error', 'application/json', failure));
  connection.wait(0.9).comment('The second try, the slow one. The answer comes 6.9 seconds later.');
  connection.sendOnly('client', request).wait(0.0311).reply('server').wait(6.86);
  connection.comment('The answer at last. Meanwhile the shop waited for the inventory: ip.addr == 10.30.0.44');
  connection.send('server', confirmation()).wait(2.2).keepAlive('client').wait(3).reset('client');
}

/** The answer in chunks, as a server sends what it does not know the length of. */
function confirmation(): Uint8Array {
  const chunks = [
    '{"order":"A-20417",',
    '"total":52.5,"currency":"EUR",',
    '"pay":"https://pay.payment.example/A-20417"}',
  ];
  const body = chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('');
  const head =
    'HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
  return concatenate(head, body, '0\r\n\r\n');
}

/** The reason: the inventory stops reading, its receive window fills and stays shut for five seconds. */
function reserveGoods(): void {
  const connection = new TcpConversation(recording, {
    client: shopInside,
    server: inventory,
    clientPort: 38410,
    serverPort: 8080,
    roundTrip: 0.0004,
    vlanId: DATA_VLAN,
    interface: MIRROR,
    initialSequence: { client: 0x2207_5a10, server: 0xe310_44f8 },
  });
  const stock = random.bytes(4344);
  const upload = random.bytes(17_376);
  const head = `PUT /reservations/A-20417 HTTP/1.1\r\nHost: inventory.internal\r\nContent-Type: application/octet-stream\r\nContent-Length: ${stock.length + upload.length}\r\n\r\n`;
  connection.at(6.3).comment('The first SYN is lost: a second goes by before anything starts.').open(true);
  connection.send('client', concatenate(head, stock));
  // A receive buffer for eleven segments.
  let left = 11 * 1448;
  for (let at = 0; at < upload.length - 1448; at += 1448) {
    connection.sendOnly('client', upload.subarray(at, at + 1448), 'A').wait(0.00011);
    left = Math.max(0, left - 1448);
    if (left === 0) connection.comment('The inventory stops reading: its window is shut now.');
    connection.reply('server', left).wait(0.00005);
  }
  const remaining = upload.subarray(upload.length - 1448);
  for (const pause of [0.21, 0.42, 0.84, 1.68, 1.9]) {
    connection.wait(pause).probe('client', remaining[0]!).wait(0.0004).reply('server');
  }
  connection
    .wait(0.19)
    .comment('The window opens again, after more than five seconds.')
    .reply('server', 64256)
    .wait(0.0003);
  connection.sendOnly('client', remaining).wait(0.21).comment('This one got lost, so it is sent again.');
  connection.retransmit('client', remaining).wait(0.0005).reply('server').wait(0.05);
  connection
    .send('server', response('201 Created', 'application/json', '{"reserved":3}'))
    .wait(0.4)
    .close('client');
}

/** Somebody pings the inventory all the while: the machine is there, only its program hangs. */
function monitorGoesOn(): void {
  for (let number = 1; number <= 8; number++) {
    const rest = concatenate(uint16(0x0b1e), uint16(number));
    const load = 'is the inventory there? 0123456789abcdef';
    const seconds = 5.5 + number;
    echo(seconds, monitor, inventory, icmp({ type: 8, rest }, load));
    echo(seconds + 0.00037, inventory, monitor, icmp({ type: 0, rest }, load));
  }
}

function echo(seconds: number, from: Host, to: Host, message: Uint8Array): void {
  recording.add(seconds, frameBetween(from, to, 1, message, { vlanId: DATA_VLAN }), { interface: MIRROR });
}

/** Payment over TLS 1.2, where the certificates can be read. */
function pay(): void {
  const connection = new TcpConversation(recording, {
    client: laptop,
    server: payment,
    clientPort: 49826,
    serverPort: 443,
    roundTrip: 0.0422,
    initialSequence: { client: 0x0c91_22d0, server: 0x7ff0_1234 },
  });
  const message = (body: Uint8Array) => record(CONTENT.handshake, body);
  connection.at(13.31).open();
  connection.send(
    'client',
    record(CONTENT.handshake, clientHello(random, { serverName: 'pay.payment.example' }), 0x0301),
  );
  connection.wait(0.0028);
  const flight = [
    message(serverHello(random, { cipherSuite: 0xc02b, applicationProtocol: 'http/1.1' })),
    message(certificateMessage(paymentCertificates())),
    message(serverKeyExchange(random)),
    message(serverHelloDone()),
  ];
  connection.send('server', concatenate(...flight)).wait(0.006);
  const finished = encrypted(random, 40, CONTENT.handshake);
  connection.send('client', concatenate(message(clientKeyExchange(random)), changeCipherSpec(), finished)).wait(0.0008);
  connection.send('server', concatenate(changeCipherSpec(), encrypted(random, 40, CONTENT.handshake))).wait(0.002);
  connection.send('client', encrypted(random, 689)).wait(0.31);
  connection.send('server', concatenate(encrypted(random, 1210), encrypted(random, 5412))).wait(0.7);
  connection.send('server', alert(1, 0)).close('server');
}

function paymentCertificates(): Uint8Array[] {
  const root: Party = { commonName: 'Example Trust Root', organization: 'Example Trust', country: 'NL' };
  const issuing: Party = { commonName: 'Example Trust TLS 3', organization: 'Example Trust', country: 'NL' };
  const server: Party = { commonName: 'pay.payment.example', organization: 'Example Payments', country: 'DE' };
  return [
    certificate({
      subject: server,
      issuer: issuing,
      serialNumber: '4d 19 c0 27 a8 5e 03 b6',
      notBefore: '260115000000Z',
      notAfter: '260415235959Z',
      dnsNames: ['pay.payment.example', '*.payment.example'],
    }),
    certificate({
      subject: issuing,
      issuer: root,
      serialNumber: '21 07 f3 9a 11',
      notBefore: '240301000000Z',
      notAfter: '340301000000Z',
      isAuthority: true,
    }),
  ];
}

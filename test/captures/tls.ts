/** Builds TLS records and handshake messages (RFC 5246, RFC 8446); what would be encrypted is random bytes. */
import { concatenate, fromHex, type Payload, uint16, uint24 } from './build';
import type { SeededRandom } from './random';

export const CONTENT = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

const TLS_1_2 = 0x0303;
const TLS_1_3 = 0x0304;
const X25519 = 0x001d;

/** A record; its version field says TLS 1.2, as both versions do. */
export function record(type: number, payload: Payload, version = TLS_1_2): Uint8Array {
  return concatenate(type, uint16(version), vector16(payload));
}

/** A record of random bytes, as an encrypted one looks. */
export const encrypted = (random: SeededRandom, length: number, type: number = CONTENT.applicationData): Uint8Array =>
  record(type, random.bytes(length));

export const changeCipherSpec = (): Uint8Array => record(CONTENT.changeCipherSpec, Uint8Array.of(1));

export interface ClientHelloOptions {
  serverName: string;
  applicationProtocols?: string[];
  /** Offer TLS 1.3 besides 1.2. */
  offerTls13?: boolean;
}

export function clientHello(random: SeededRandom, options: ClientHelloOptions): Uint8Array {
  const { serverName, applicationProtocols = ['h2', 'http/1.1'], offerTls13 = false } = options;
  const modern = [0x1301, 0x1302, 0x1303];
  const suites = [...(offerTls13 ? modern : []), 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0x009c, 0x002f];
  const extensions = [
    extension(0, vector16(concatenate(0, vector16(serverName)))),
    extension(23, ''),
    extension(0xff01, Uint8Array.of(0)),
    extension(10, vector16(concatenate(...[X25519, 0x0017, 0x0018].map(uint16)))),
    extension(11, fromHex('01 00')),
    extension(16, vector16(concatenate(...applicationProtocols.map(vector8)))),
    extension(5, fromHex('01 0000 0000')),
    extension(
      13,
      vector16(concatenate(...[0x0403, 0x0804, 0x0401, 0x0503, 0x0807, 0x0501, 0x0806, 0x0601].map(uint16))),
    ),
  ];
  if (offerTls13) {
    extensions.push(
      extension(51, vector16(concatenate(uint16(X25519), vector16(random.bytes(32))))),
      extension(45, fromHex('01 01')),
      extension(43, vector8(concatenate(uint16(TLS_1_3), uint16(TLS_1_2)))),
    );
  }
  return handshake(
    1,
    uint16(TLS_1_2),
    random.bytes(32),
    vector8(offerTls13 ? random.bytes(32) : ''),
    vector16(concatenate(...suites.map(uint16))),
    fromHex('01 00'),
    vector16(concatenate(...extensions)),
  );
}

export interface ServerHelloOptions {
  cipherSuite: number;
  /** Answer with TLS 1.3; the session identifier then echoes the client's. */
  tls13?: boolean;
  applicationProtocol?: string;
}

export function serverHello(random: SeededRandom, options: ServerHelloOptions): Uint8Array {
  const { cipherSuite, tls13 = false, applicationProtocol } = options;
  const extensions = tls13
    ? [extension(43, uint16(TLS_1_3)), extension(51, concatenate(uint16(X25519), vector16(random.bytes(32))))]
    : [extension(0xff01, Uint8Array.of(0)), extension(23, ''), extension(11, fromHex('01 00'))];
  if (applicationProtocol) extensions.push(extension(16, vector16(vector8(applicationProtocol))));
  return handshake(
    2,
    uint16(TLS_1_2),
    random.bytes(32),
    vector8(random.bytes(32)),
    uint16(cipherSuite),
    0,
    vector16(concatenate(...extensions)),
  );
}

/** The certificates of TLS 1.2, the server's own first. */
export function certificateMessage(certificates: Uint8Array[]): Uint8Array {
  return handshake(11, vector24(concatenate(...certificates.map(vector24))));
}

/** An X25519 key exchange signed with Ed25519; the signature is random bytes. */
export function serverKeyExchange(random: SeededRandom): Uint8Array {
  const parameters = concatenate(3, uint16(X25519), vector8(random.bytes(32)));
  return handshake(12, parameters, uint16(0x0807), vector16(random.bytes(64)));
}

export const serverHelloDone = (): Uint8Array => handshake(14);

export const clientKeyExchange = (random: SeededRandom): Uint8Array => handshake(16, vector8(random.bytes(32)));

/** Level 1 is a warning, 2 is fatal; description 0 is close_notify, 40 handshake_failure, 48 unknown_ca. */
export const alert = (level: number, description: number): Uint8Array =>
  record(CONTENT.alert, Uint8Array.of(level, description));

function handshake(type: number, ...body: (Payload | number)[]): Uint8Array {
  return concatenate(type, vector24(concatenate(...body)));
}

const extension = (type: number, content: Payload) => concatenate(uint16(type), vector16(content));

const vector8 = (content: Payload) => concatenate(concatenate(content).length, content);
const vector16 = (content: Payload) => concatenate(uint16(concatenate(content).length), content);
const vector24 = (content: Payload) => concatenate(uint24(concatenate(content).length), content);

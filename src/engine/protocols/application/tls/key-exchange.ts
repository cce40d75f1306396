/** Key exchange messages up to TLS 1.2, whose shape follows from the cipher suite. RFC 5246 section 7.4, RFC 8422, RFC 4279. */
import { cipherSuiteNames } from '../../names/tls-cipher-suites';
import { tlsVersion } from './session';
import { signatureAlgorithm } from './timestamps';
import { type HandshakeWalk, opaque } from './walk';

/** How a cipher suite exchanges keys, by its name. */
function exchangeOf(suite: number): 'ecdhe' | 'dhe' | 'rsa' | 'psk' | 'dhe-psk' | 'ecdhe-psk' | 'rsa-psk' | undefined {
  const name = cipherSuiteNames[suite] ?? '';
  if (/^TLS_ECDHE_PSK/.test(name)) return 'ecdhe-psk';
  if (/^TLS_DHE_PSK/.test(name)) return 'dhe-psk';
  if (/^TLS_RSA_PSK/.test(name)) return 'rsa-psk';
  if (/^TLS_PSK/.test(name)) return 'psk';
  if (/^(TLS_)?ECDHE?_/.test(name)) return 'ecdhe';
  if (/^TLS_DHE?_/.test(name)) return 'dhe';
  return /^(TLS_)?RSA_/.test(name) ? 'rsa' : undefined;
}

const titles = {
  ecdhe: 'EC Diffie-Hellman',
  dhe: 'Diffie-Hellman',
  rsa: 'RSA',
  psk: 'PSK',
  'dhe-psk': 'PSK Diffie-Hellman',
  'ecdhe-psk': 'PSK EC Diffie-Hellman',
  'rsa-psk': 'PSK RSA',
} as const;

/** Body of a ServerKeyExchange. */
export function serverKeyExchange(walk: HandshakeWalk, at: number, end: number): void {
  const { layer, session } = walk;
  const exchange = exchangeOf(session.cipherSuite);
  if (exchange === undefined) return;
  layer.openText(at, end - at, `${titles[exchange]} Server Params`);
  let place = at;
  if (exchange.endsWith('psk'))
    place = opaque(walk, walk.field['handshake.hint_len'], walk.field['handshake.hint'], place, 2, end);
  if (exchange.startsWith('ecdhe')) place = curveParameters(walk, place, end);
  else if (exchange.startsWith('dhe')) place = primeParameters(walk, place, end);
  else if (exchange === 'rsa') place = temporaryKey(walk, place, end);
  if (place < end && !exchange.endsWith('psk') && !/_anon_/.test(cipherSuiteNames[session.cipherSuite] ?? ''))
    digitalSignature(walk, place, end);
  layer.close();
}

/** Body of a ClientKeyExchange. */
export function clientKeyExchange(walk: HandshakeWalk, at: number, end: number): void {
  const { layer, field, session } = walk;
  const exchange = exchangeOf(session.cipherSuite);
  if (exchange === undefined || at >= end) return;
  const title = exchange === 'rsa' ? 'RSA Encrypted PreMaster Secret' : `${titles[exchange]} Client Params`;
  layer.openText(at, end - at, title);
  let place = at;
  if (exchange.endsWith('psk'))
    place = opaque(walk, field['handshake.identity_len'], field['handshake.identity'], place, 2, end);
  if (exchange.startsWith('ecdhe'))
    opaque(walk, field['handshake.client_point_len'], field['handshake.client_point'], place, 1, end);
  else if (exchange.startsWith('dhe')) opaque(walk, field['handshake.yc_len'], field['handshake.yc'], place, 2, end);
  // SSL 3.0 sent the secret without its length.
  else if (exchange.startsWith('rsa') && session.version === tlsVersion.ssl3)
    layer.add(field['handshake.epms'], place, end - place);
  else if (exchange.startsWith('rsa'))
    opaque(walk, field['handshake.epms_len'], field['handshake.epms'], place, 2, end);
  layer.close();
}

function curveParameters(walk: HandshakeWalk, at: number, end: number): number {
  const { layer, field } = walk;
  layer.add(field['handshake.server_curve_type'], at, 1);
  if (layer.u8(at) !== 3) return end;
  layer.add(field['handshake.server_named_curve'], at + 1, 2);
  return opaque(walk, field['handshake.server_point_len'], field['handshake.server_point'], at + 3, 1, end);
}

function primeParameters(walk: HandshakeWalk, at: number, end: number): number {
  const { field } = walk;
  const prime = opaque(walk, field['handshake.p_len'], field['handshake.p'], at, 2, end);
  const generator = opaque(walk, field['handshake.g_len'], field['handshake.g'], prime, 2, end);
  return opaque(walk, field['handshake.ys_len'], field['handshake.ys'], generator, 2, end);
}

function temporaryKey(walk: HandshakeWalk, at: number, end: number): number {
  const { field } = walk;
  const modulus = opaque(walk, field['handshake.modulus_len'], field['handshake.modulus'], at, 2, end);
  return opaque(walk, field['handshake.exponent_len'], field['handshake.exponent'], modulus, 2, end);
}

/** A signature, with its algorithm from TLS 1.2 on. */
export function digitalSignature(walk: HandshakeWalk, at: number, end: number): void {
  const { field } = walk;
  const place = signatureStart(walk, at, end);
  opaque(walk, field['handshake.sig_len'], field['handshake.sig'], place, 2, end);
}

/** Shows the signature's algorithm where the version has one; returns where the signature begins. */
export function signatureStart(walk: HandshakeWalk, at: number, end: number): number {
  const { version } = walk.session;
  const stated = version === tlsVersion.tls12 || version === tlsVersion.tls13 || version === tlsVersion.dtls12;
  if (!stated || at + 2 > end) return at;
  signatureAlgorithm(walk, at);
  return at + 2;
}

/** The messages that open a TLS connection: ClientHello, ServerHello, HelloRetryRequest, HelloVerifyRequest. RFC 8446, section 4.1. */

import { hexText } from '../../../bytes/address';
import type { Layer } from '../../../declare/layer';
import { forEachExtension } from './extension-blocks';
import { extensions } from './extensions';
import { addClientFingerprints, addServerFingerprint } from './fingerprints';
import { applicationNames, tlsVersion } from './session';
import { type HandshakeWalk, list, opaque, vector } from './walk';

/** What a ServerHello decides. */
export interface ServerChoice {
  readonly version: number;
  readonly retry: boolean;
}

/** The random of a ServerHello that is in truth a HelloRetryRequest: SHA-256 of "HelloRetryRequest" (RFC 8446, section 4.1.3). */
const retryRandom = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

/** Reads ahead what a ServerHello with its body in `[at, end)` decides; never past `end`. */
export function scanServerHello(walk: HandshakeWalk, at: number, end: number): ServerChoice {
  const { layer, session } = walk;
  let version = layer.u16(at);
  const retry = end - at > 34 && layer.u16(at + 2) === 0xcf21 && hexText(layer.slice(at + 2, 32)) === retryRandom;
  const cipherAt = sessionIdEnd(layer, at, end, version);
  if (cipherAt + 2 <= end && !retry) session.cipherSuite = layer.u16(cipherAt);
  const compression = version >= 0x7f00 && version < 0x7f16 ? 0 : 1;
  forEachExtension(layer, cipherAt + 2 + compression, end, (type, start, stop) => {
    if (type === 43 && stop - start === 2) version = layer.u16(start);
    else if (type === 16 && stop - start > 3) learnApplication(walk, start + 3, stop);
  });
  return { version, retry };
}

/** Where the session ID of a ServerHello ends; drafts of TLS 1.3 before 22 have none. */
const sessionIdEnd = (layer: Layer, at: number, end: number, version: number): number =>
  at + 34 + (at + 34 < end && !(version >= 0x7f00 && version < 0x7f16) ? 1 + layer.u8(at + 34) : 0);

function learnApplication({ layer, session }: HandshakeWalk, at: number, end: number): void {
  const chosen = layer.latin1(at, end - at);
  const index = applicationNames.findIndex(({ alpn }) => (alpn as readonly string[]).includes(chosen));
  session.application = Math.max(index, 0);
}

/** Whether a ClientHello with its body in `[at, end)` offers early data, which only TLS 1.3 has. */
export function offersEarlyData({ layer, datagrams }: HandshakeWalk, at: number, end: number): boolean {
  let place = at + 34;
  if (place < end) place += 1 + layer.u8(place);
  if (datagrams && place < end) place += 1 + layer.u8(place);
  if (place + 2 <= end) place += 2 + layer.u16(place);
  if (place < end) place += 1 + layer.u8(place);
  let offered = false;
  forEachExtension(layer, place, end, (type) => {
    if (type === 42) offered = true;
  });
  return offered;
}

/** Body of a ClientHello. */
export function clientHello(walk: HandshakeWalk, at: number, end: number): void {
  const { layer, field, datagrams } = walk;
  layer.add(field['handshake.version'], at, 2);
  random(walk, at + 2);
  let place = opaque(walk, field['handshake.session_id_length'], field['handshake.session_id'], at + 34, 1, end);
  if (datagrams) place = opaque(walk, field['handshake.cookie_length'], field['handshake.cookie'], place, 1, end);
  const suitesEnd = vector(walk, field['handshake.cipher_suites_length'], place, 2, end);
  if (suitesEnd > place + 2)
    list(walk, field['handshake.ciphersuites'], field['handshake.ciphersuite'], 2, place + 2, suitesEnd, [
      'Cipher Suites',
      'suite',
      'suites',
    ]);
  place = suitesEnd;
  const methodsEnd = vector(walk, field['handshake.comp_methods_length'], place, 1, end);
  if (methodsEnd > place + 1)
    list(walk, field['handshake.comp_methods'], field['handshake.comp_method'], 1, place + 1, methodsEnd, [
      'Compression Methods',
      'method',
      'methods',
    ]);
  extensions(walk, methodsEnd, end, 'client hello');
  addClientFingerprints(walk, at, end);
}

/** Body of a ServerHello, or of the HelloRetryRequest that looks like one. */
export function serverHello(walk: HandshakeWalk, at: number, end: number, retry: boolean): void {
  const { layer, field } = walk;
  const version = layer.u16(at);
  layer.add(field['handshake.version'], at, 2);
  random(walk, at + 2);
  if (retry) layer.append(' (HelloRetryRequest magic)');
  const oldDraft = version >= 0x7f00 && version < 0x7f16;
  let place = at + 34;
  if (!oldDraft)
    place = opaque(walk, field['handshake.session_id_length'], field['handshake.session_id'], place, 1, end);
  if (place + 2 > end) return;
  const cipherAt = place;
  layer.add(field['handshake.ciphersuite'], cipherAt, 2);
  place += 2;
  if (!oldDraft && place < end) layer.add(field['handshake.comp_method'], place++, 1);
  extensions(walk, place, end, retry ? 'hello retry request' : 'server hello');
  addServerFingerprint(walk, at, cipherAt, place, end);
}

/** Body of the HelloRetryRequest of TLS 1.3's drafts before 22, a message of its own. */
export function oldHelloRetryRequest(walk: HandshakeWalk, at: number, end: number): void {
  const { layer, field, session } = walk;
  layer.add(field['handshake.version'], at, 2);
  const withCipher = session.draft === 0 || session.draft >= 19;
  if (withCipher && at + 4 <= end) layer.add(field['handshake.ciphersuite'], at + 2, 2);
  extensions(walk, at + (withCipher ? 4 : 2), end, 'hello retry request');
}

/** Body of a DTLS HelloVerifyRequest. RFC 6347, section 4.2.1. */
export function helloVerifyRequest(walk: HandshakeWalk, at: number, end: number): void {
  const { layer, field } = walk;
  layer.add(field['handshake.version'], at, 2);
  opaque(walk, field['handshake.cookie_length'], field['handshake.cookie'], at + 2, 1, end);
}

function random({ layer, field, session }: HandshakeWalk, at: number): void {
  layer.open(field['handshake.random'], at, 32);
  if (session.version !== tlsVersion.tls13) {
    layer.add(field['handshake.random_time'], at, 4);
    layer.add(field['handshake.random_bytes'], at + 4, 28);
  }
  layer.close();
}

/** One whole handshake message of TLS or DTLS: its effect on the session, and its contents. RFC 8446, section 4. */
import { handshakeTypeNames } from '../../names/tls';
import { certificateStatus } from './authentication-extensions';
import {
  certificateRequest,
  certificates,
  certificateVerify,
  compressedCertificate,
  newSessionTicket,
} from './certificate-messages';
import { extensions } from './extensions';
import {
  clientHello,
  helloVerifyRequest,
  offersEarlyData,
  oldHelloRetryRequest,
  scanServerHello,
  serverHello,
} from './hello';
import { clientKeyExchange, serverKeyExchange } from './key-exchange';
import { tlsVersion } from './session';
import { type HandshakeWalk, opaque, trailing } from './walk';

export const handshakeType = {
  helloRequest: 0,
  clientHello: 1,
  serverHello: 2,
  helloVerifyRequest: 3,
  newSessionTicket: 4,
  endOfEarlyData: 5,
  helloRetryRequest: 6,
  encryptedExtensions: 8,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  serverHelloDone: 14,
  certificateVerify: 15,
  clientKeyExchange: 16,
  finished: 20,
  certificateStatus: 22,
  keyUpdate: 24,
  compressedCertificate: 25,
  nextProtocol: 67,
} as const;

/** What `learnFrom` found: whether a ServerHello is in truth a HelloRetryRequest. */
export interface MessageKind {
  readonly type: number;
  readonly retry: boolean;
}

/** Lets the session learn from the message of this type with its body in `[at, end)`; done in every pass. */
export function learnFrom(walk: HandshakeWalk, type: number, at: number, end: number): MessageKind {
  const { layer, session, datagrams } = walk;
  let retry = false;
  if (type === handshakeType.clientHello) {
    session.serverIsFirst = !layer.dissection.forward;
    if (offersEarlyData(walk, at, end)) session.version = datagrams ? tlsVersion.dtls13 : tlsVersion.tls13;
  } else if (type === handshakeType.serverHello && end - at > 2) {
    const choice = scanServerHello(walk, at, end);
    ({ retry } = choice);
    session.serverIsFirst ??= layer.dissection.forward;
    session.tryVersion(choice.version, datagrams);
  } else if (type === handshakeType.helloRetryRequest && end - at > 2) session.tryVersion(layer.u16(at), datagrams);
  return { type, retry };
}

/** The message's name; undefined for a type that does not exist. */
export const messageName = ({ type, retry }: MessageKind): string | undefined =>
  retry ? 'Hello Retry Request' : handshakeTypeNames[type];

/** Shows the body `[at, end)` of a message. */
export function messageBody(walk: HandshakeWalk, { type, retry }: MessageKind, at: number, end: number): void {
  // A certificate is a layer of its own, which every pass has to meet, and so is a hello that contradicts itself; the rest only serves
  // who listens.
  if (type === handshakeType.certificate) certificates(walk, at, end);
  const opens = type === handshakeType.clientHello || type === handshakeType.serverHello;
  if ((!walk.layer.emitting && !opens) || at >= end) return;
  const { layer, field } = walk;
  switch (type) {
    case handshakeType.clientHello:
      clientHello(walk, at, end);
      break;
    case handshakeType.serverHello:
      serverHello(walk, at, end, retry);
      break;
    case handshakeType.helloVerifyRequest:
      helloVerifyRequest(walk, at, end);
      break;
    case handshakeType.newSessionTicket:
      newSessionTicket(walk, at, end);
      break;
    case handshakeType.helloRetryRequest:
      oldHelloRetryRequest(walk, at, end);
      break;
    case handshakeType.encryptedExtensions:
      extensions(walk, at, end, 'encrypted extensions');
      break;
    case handshakeType.serverKeyExchange:
      serverKeyExchange(walk, at, end);
      break;
    case handshakeType.certificateRequest:
      certificateRequest(walk, at, end);
      break;
    case handshakeType.certificateVerify:
      certificateVerify(walk, at, end);
      break;
    case handshakeType.clientKeyExchange:
      clientKeyExchange(walk, at, end);
      break;
    case handshakeType.finished:
      finished(walk, at, end);
      break;
    case handshakeType.certificateStatus:
      trailing(walk, certificateStatus(walk, at, end), end);
      break;
    case handshakeType.keyUpdate:
      layer.add(field['handshake.key_update.request_update'], at, 1);
      break;
    case handshakeType.compressedCertificate:
      compressedCertificate(walk, at, end);
      break;
    case handshakeType.nextProtocol: {
      const padding = opaque(
        walk,
        field['handshake.npn_selected_protocol_len'],
        field['handshake.npn_selected_protocol'],
        at,
        1,
        end,
      );
      opaque(walk, field['handshake.npn_padding_len'], field['handshake.npn_padding'], padding, 1, end);
      break;
    }
  }
}

function finished({ layer, field, session }: HandshakeWalk, at: number, end: number): void {
  if (session.version !== tlsVersion.ssl3 || end - at < 36) {
    layer.add(field['handshake.verify_data'], at, end - at);
    return;
  }
  layer.add(field['handshake.md5_hash'], at, 16);
  layer.add(field['handshake.sha_hash'], at + 16, 20);
}

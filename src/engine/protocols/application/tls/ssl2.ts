/** SSL 2.0: its records, and its hellos, which clients of SSL 3.0 and TLS 1.0 sent as well. draft-hickman-netscape-ssl-00; RFC 5246, appendix E.2. */
import type { Layer } from '../../../declare/layer';
import { oneMoreSegment } from '../../../declare/layer';
import { ssl2HandshakeTypeNames } from '../../names/tls';
import x509 from '../x509af';
import type { TlsFields } from './fields';
import { shortVersion, tlsVersion } from './session';
import type { HandshakeWalk } from './walk';

/** Whether bytes that nothing else explains are an SSL 2.0 ClientHello that offers SSL 3.0 or TLS. */
export function looksLikeSsl2Hello(layer: Layer, at: number): boolean {
  if (!layer.has(at, 46) || layer.u8(at) !== 0x80 || layer.u8(at + 2) !== 1) return false;
  const ciphers = layer.u16(at + 5);
  const sessionId = layer.u16(at + 7);
  return ciphers > 0 && ciphers % 3 === 0 && (sessionId === 0 || sessionId === 16) && layer.u16(at + 9) === 32;
}

/** Whether an unencrypted SSL 2.0 message begins here: a record without padding, and a type that occurs unencrypted. */
export function looksLikeSsl2Message(layer: Layer, at: number): boolean {
  return layer.u8(at) >= 0x80 && [0, 1, 2, 4].includes(layer.u8(at + 2));
}

/** Whether a ClientHello in SSL 2.0's form begins here, on a connection that is known to be SSL 3.0 or TLS. */
export function startsSsl2Hello(layer: Layer, at: number): boolean {
  return layer.u8(at) >= 0x80 && layer.u8(at + 2) === 1 && layer.u8(at + 3) === 3;
}

/** Walks the record at `at`; returns where the next begins, or -1 when the walk ends here. */
export function ssl2Record(walk: HandshakeWalk, field: TlsFields, at: number): number {
  const { layer, session } = walk;
  const left = layer.reported - at;
  if (left < 3) {
    if (layer.has(at, left)) layer.needMore(at, oneMoreSegment);
    return -1;
  }
  const short = (layer.u8(at) & 0x80) !== 0;
  const headerLength = short ? 2 : 3;
  const length = layer.u16(at) & (short ? 0x7fff : 0x3fff);
  if (left < headerLength + length) {
    layer.needMore(at, headerLength + length - left);
    return -1;
  }
  if (length === 0) {
    layer.appendInfo('Continuation Data', ', ');
    return -1;
  }
  const start = at + headerLength;
  const type = layer.u8(start);
  const plain = short && [0, 1, 2, 4].includes(type);
  const modern = plain && type === 1 && layer.u8(start + 1) === 3;
  if (session.version === tlsVersion.unknown && !modern) session.version = tlsVersion.ssl2;
  if (plain && type === 1) session.serverIsFirst = !layer.dissection.forward;
  layer.setColumn(shortVersion(session.version || tlsVersion.ssl2, 'SSL'));
  const name = plain ? (ssl2HandshakeTypeNames[type] ?? '') : 'Encrypted Data';
  layer.appendInfo(name, ', ');
  if (layer.emitting) {
    layer.open(field.record, at, headerLength + length);
    layer.retitle(`SSLv2 Record Layer: ${name}`);
    layer.addComputed(field['record.version'], tlsVersion.ssl2, at, 2);
    layer.add(field['record.length'], at, headerLength, length);
    if (!short) {
      layer.add(field['record.is_escape'], at, 1, (layer.u8(at) >> 6) & 1);
      layer.add(field['record.padding_length'], at + 2, 1);
    }
    if (plain) {
      layer.add(field['handshake.type'], start, 1);
      layer.retitle(`Handshake Message Type: ${name} (${type})`);
    }
  }
  if (plain) body(walk, field, type, start + 1, start + length);
  layer.close();
  return start + length;
}

function body(walk: HandshakeWalk, field: TlsFields, type: number, at: number, end: number): void {
  switch (type) {
    case 1:
      clientHello(walk, field, at, end);
      break;
    case 2:
      clientMasterKey(walk, field, at, end);
      break;
    case 4:
      serverHello(walk, field, at, end);
      break;
  }
}

function clientHello({ layer }: HandshakeWalk, field: TlsFields, at: number, end: number): void {
  if (!layer.emitting || end - at < 8) return;
  layer.add(field['handshake.version'], at, 2);
  layer.add(field['handshake.cipher_spec_len'], at + 2, 2);
  layer.add(field['handshake.session_id_length'], at + 4, 2);
  layer.add(field['handshake.challenge_length'], at + 6, 2);
  const ciphersEnd = cipherSpecs(layer, field, at + 8, layer.u16(at + 2), end);
  const sessionEnd = part(layer, field, 'handshake.session_id', ciphersEnd, layer.u16(at + 4), end);
  part(layer, field, 'handshake.challenge', sessionEnd, layer.u16(at + 6), end);
}

function clientMasterKey({ layer }: HandshakeWalk, field: TlsFields, at: number, end: number): void {
  if (!layer.emitting || end - at < 9) return;
  layer.add(field['handshake.cipherspec'], at, 3);
  layer.add(field['handshake.clear_key_length'], at + 3, 2);
  layer.add(field['handshake.encrypted_key_length'], at + 5, 2);
  layer.add(field['handshake.key_arg_length'], at + 7, 2);
  const clearEnd = part(layer, field, 'handshake.clear_key_data', at + 9, layer.u16(at + 3), end);
  const keyEnd = part(layer, field, 'handshake.encrypted_key', clearEnd, layer.u16(at + 5), end);
  part(layer, field, 'handshake.key_arg', keyEnd, layer.u16(at + 7), end);
}

function serverHello({ layer }: HandshakeWalk, field: TlsFields, at: number, end: number): void {
  if (end - at < 10) return;
  layer.add(field['handshake.session_id_hit'], at, 1);
  layer.add(field['handshake.version'], at + 2, 2);
  layer.add(field['handshake.certificate_length'], at + 4, 2);
  layer.add(field['handshake.cipher_spec_len'], at + 6, 2);
  layer.add(field['handshake.connection_id_length'], at + 8, 2);
  const certificateEnd = Math.min(end, at + 10 + layer.u16(at + 4));
  if (certificateEnd > at + 10) layer.next(x509, at + 10, certificateEnd - at - 10);
  const ciphersEnd = cipherSpecs(layer, field, certificateEnd, layer.u16(at + 6), end);
  part(layer, field, 'handshake.connection_id', ciphersEnd, layer.u16(at + 8), end);
}

function cipherSpecs(layer: Layer, field: TlsFields, at: number, length: number, end: number): number {
  const stop = Math.min(at + length, end);
  const count = Math.floor((stop - at) / 3);
  layer.openText(at, stop - at, `Cipher Specs (${count} ${count === 1 ? 'spec' : 'specs'})`);
  for (let place = at; place + 3 <= stop; place += 3) layer.add(field['handshake.cipherspec'], place, 3);
  layer.close();
  return stop;
}

function part(layer: Layer, field: TlsFields, key: keyof TlsFields, at: number, length: number, end: number): number {
  const stop = Math.min(at + length, end);
  if (stop > at) layer.add(field[key], at, stop - at);
  return stop;
}

/** DTLS records in a datagram, and what stands in them. RFC 6347, section 4.1. */
import type { Layer } from '../../../declare/layer';
import { alertLevelNames, alertNames } from '../../names/tls';
import { shortVersion, TlsSession, tlsVersion } from '../tls/session';
import type { HandshakeWalk } from '../tls/walk';
import type { DtlsFields } from './fields';
import { handshakeMessages, handshakeTitle } from './handshake-fragments';

const headerLength = 13;

const isVersion = (version: number): boolean =>
  version === tlsVersion.dtls10 || version === tlsVersion.dtls12 || version === tlsVersion.dtlsOpenSsl;

function looksLikeRecord(layer: Layer, at: number): boolean {
  const type = layer.u8(at);
  return type >= 20 && type <= 24 && isVersion(layer.u16(at + 1));
}

/** Whether a datagram that nothing else explains is made of DTLS records to its last byte. */
export function looksLikeDatagram(layer: Layer, at: number): boolean {
  const whole = layer.available >= layer.reported;
  let next = at;
  while (layer.has(next, headerLength) && looksLikeRecord(layer, next)) {
    next += headerLength + layer.u16(next + 11);
    if (next === layer.reported) return true;
    if (!whole && next >= layer.available) return true;
  }
  return false;
}

/** Walks all records of the layer. */
export function dissectRecords(layer: Layer, field: DtlsFields): void {
  const walk = beginWalk(layer, field);
  const { session } = walk;
  layer.setColumn(shortVersion(session.version, 'DTLS'));
  layer.setInfo('');
  for (let at = 0; at < layer.reported; ) {
    if (session.version === tlsVersion.dtls13 && (layer.u8(at) & 0xe0) === 0x20) {
      // RFC 9147, section 4: the short header of DTLS 1.3 has no length that can be relied on; its sequence number is encrypted.
      layer.add(field.enc_content, at, layer.available - at);
      layer.appendInfo('Encrypted Record', ', ');
      return;
    }
    at = record(walk, field, at);
    if (at < 0) return;
  }
}

function beginWalk(layer: Layer, field: DtlsFields): HandshakeWalk {
  const { dissection, memory, learning } = layer;
  if (!learning) {
    const session = new TlsSession();
    const fromServer = session.unpack(memory.remember(dissection, 0), dissection.frame);
    return { layer, field, session, fromServer, datagrams: true };
  }
  const session = memory.conversationState(dissection, 'dtls', () => new TlsSession());
  const fromServer = session.serverIsFirst === dissection.forward;
  memory.remember(dissection, session.pack(fromServer, dissection.frame));
  return { layer, field, session, fromServer, datagrams: true };
}

function record(walk: HandshakeWalk, field: DtlsFields, at: number): number {
  const { layer, session } = walk;
  const type = layer.u8(at);
  const stated = layer.u16(at + 1);
  if (type < 20 || type > 25 || (session.version === tlsVersion.unknown && !isVersion(stated))) {
    layer.appendInfo('Continuation Data', ', ');
    return -1;
  }
  // Connection IDs have the length that was negotiated, which the record does not tell: taken for none.
  const epoch = layer.u16(at + 3);
  const length = layer.u16(at + 11);
  const start = at + headerLength;
  if (session.version === tlsVersion.unknown && (type !== 22 || (length > 0 && layer.u8(start) !== 1)))
    session.tryVersion(stated, true);
  layer.setColumn(shortVersion(session.version, 'DTLS'));
  if (layer.emitting) {
    layer.open(field.record, at, Math.min(headerLength + length, layer.available - at));
    if (layer.inTree)
      layer.retitle(
        `${shortVersion(session.version, 'DTLS')} Record Layer: ${contents(walk, type, epoch, start, length)}`,
      );
    layer.add(field['record.content_type'], at, 1);
    layer.add(field['record.version'], at + 1, 2);
    layer.add(field['record.epoch'], at + 3, 2);
    layer.add(field['record.sequence_number'], at + 5, 6);
    layer.add(field['record.length'], at + 11, 2);
  }
  layer.need(start, length);
  body(walk, field, type, epoch, start, start + length);
  layer.close();
  return start + length;
}

function contents(walk: HandshakeWalk, type: number, epoch: number, at: number, length: number): string {
  switch (type) {
    case 20:
      return 'Change Cipher Spec Protocol: Change Cipher Spec';
    case 21:
      return length === 2 ? 'Alert' : 'Encrypted Alert';
    case 22:
      return `Handshake Protocol: ${handshakeTitle(walk, epoch, at, at + length)}`;
    case 23:
      return 'Application Data Protocol: Application Data';
    case 24:
      return 'Heartbeat';
    default:
      return 'Connection ID';
  }
}

function body(walk: HandshakeWalk, field: DtlsFields, type: number, epoch: number, at: number, end: number): void {
  const { layer } = walk;
  switch (type) {
    case 20:
      layer.appendInfo('Change Cipher Spec', ', ');
      layer.add(field.change_cipher_spec, at, end - at);
      break;
    case 21:
      alert(layer, field, at, end);
      break;
    case 22:
      handshakeMessages(walk, field, epoch, at, end);
      break;
    case 23:
      layer.appendInfo('Application Data', ', ');
      layer.add(field.app_data, at, end - at);
      break;
    case 24:
      layer.appendInfo(epoch > 0 ? 'Encrypted Heartbeat' : 'Heartbeat', ', ');
      layer.add(field.heartbeat_message, at, end - at);
      break;
    default:
      layer.appendInfo('Connection ID', ', ');
      layer.add(field.enc_content, at, end - at);
  }
}

function alert(layer: Layer, field: DtlsFields, at: number, end: number): void {
  layer.open(field.alert_message, at, end - at);
  if (end - at === 2) {
    layer.add(field['alert_message.level'], at, 1);
    layer.add(field['alert_message.desc'], at + 1, 1);
    if (layer.wantsInfo)
      layer.appendInfo(
        `Alert (Level: ${alertLevelNames[layer.u8(at)] ?? 'Unknown'}, Description: ${alertNames[layer.u8(at + 1)] ?? 'Unknown'})`,
        ', ',
      );
  } else {
    layer.append(': Encrypted Alert');
    layer.appendInfo('Encrypted Alert', ', ');
  }
  layer.close();
}

/** TLS records in a TCP segment or a reassembled run of segments, and what stands in them. RFC 8446, section 5. */
import type { Dissection } from '../../../declare/dissection';
import { type Layer, oneMoreSegment } from '../../../declare/layer';
import type { Protocol } from '../../../declare/protocol';
import { table } from '../../../declare/table';
import { alertLevelNames, alertNames, contentTypeNames, fatalAlert } from '../../names/tls';
import type { TlsFields } from './fields';
import { handshakeRecord, handshakeRecordTitle } from './handshake-records';
import { applicationNames, shortVersion, TlsSession, tlsVersion } from './session';
import { looksLikeSsl2Message, ssl2Record, startsSsl2Hello } from './ssl2';
import type { HandshakeWalk } from './walk';

const byPort = table('tcp.port');

export const contentType = {
  changeCipherSpec: 20,
  alert: 21,
  handshake: 22,
  applicationData: 23,
  heartbeat: 24,
} as const;
const headerLength = 5;

/** Longest record that is taken for one where nothing else says TLS. */
const maximumRecord = 0x4000 + 2048 + 2048;

/** Whether bytes that nothing else explains begin like a record of TLS. */
export function looksLikeRecord(layer: Layer, at: number): boolean {
  const type = layer.u8(at);
  const version = layer.u16(at + 1);
  const length = layer.u16(at + 3);
  if (type !== contentType.handshake && type !== contentType.applicationData) return false;
  const known = (version >= tlsVersion.ssl3 && version <= tlsVersion.tls12) || version === tlsVersion.gm;
  return known && length > 0 && length < maximumRecord;
}

const isContentType = (type: number): boolean => type >= 20 && type <= 25;

/** Chosen by QUIC, which has packets of its own in the place of TLS's records. */
export const bareHandshake = 0x9001;

/** Chosen by protocols that carry records in messages of their own (OpenVPN): the conversation stays theirs. */
export const insideMessages = 0x9002;

/** Walks handshake messages without records around them. RFC 9001, section 4. */
function dissectBareHandshake(layer: Layer, field: TlsFields): void {
  const { dissection, memory, learning } = layer;
  const known = learning ? memory.conversationState(dissection, 'tls', createSession) : new TlsSession();
  if (known.version === tlsVersion.unknown) known.version = tlsVersion.tls13;
  const word = memory.remember(dissection, learning ? known.pack(fromServerOf(layer, known), dissection.frame) : 0);
  const fromServer = learning ? fromServerOf(layer, known) : known.unpack(word, dissection.frame);
  const walk = { layer, field, session: known, fromServer, datagrams: false };
  handshakeRecord(walk, field, 0, layer.available);
}

const fromServerOf = ({ dissection }: Layer, { serverIsFirst }: TlsSession): boolean =>
  serverIsFirst !== undefined && serverIsFirst === dissection.forward;

/** Walks all records of the layer. */
export function dissectRecords(layer: Layer, field: TlsFields): void {
  if (layer.selector === bareHandshake) {
    dissectBareHandshake(layer, field);
    return;
  }
  const walk = beginWalk(layer, field);
  const { session } = walk;
  layer.setInfo('');
  layer.setColumn(shortVersion(session.version, 'SSL'));
  for (let at = 0; at < layer.reported; ) {
    const left = layer.reported - at;
    if (session.version === tlsVersion.ssl2) {
      at = ssl2Record(walk, field, at);
      if (at < 0) return;
      continue;
    }
    if (left < headerLength) {
      if (layer.has(at, left)) layer.needMore(at, oneMoreSegment);
      return;
    }
    if (startsOverSsl2(layer, session, at)) at = ssl2Record(walk, field, at);
    else at = tlsRecord(walk, field, at);
    if (at < 0) return;
  }
}

/** Whether an SSL 2.0 message stands here: a hello may, even on a connection that turned out to be TLS. */
function startsOverSsl2(layer: Layer, { version }: TlsSession, at: number): boolean {
  if (version === tlsVersion.unknown || version === tlsVersion.tls13) return looksLikeSsl2Message(layer, at);
  return startsSsl2Hello(layer, at);
}

const portProtocol = ({ sourcePort, destinationPort }: Dissection): Protocol | undefined =>
  byPort.get(Math.min(sourcePort, destinationPort)) ?? byPort.get(Math.max(sourcePort, destinationPort));

/** Word that a packet is taken to begin with until remembered otherwise: what most packets with application data have. */
const usualWord = new TlsSession();
usualWord.version = tlsVersion.tls13;

const createSession = (): TlsSession => new TlsSession();

function beginWalk(layer: Layer, field: TlsFields): HandshakeWalk {
  const { dissection, memory, learning } = layer;
  // Most packets hold application data alone, whose walk depends on the version and the application only.
  const short = layer.available > 0 && layer.u8(0) === contentType.applicationData;
  const usual = short ? usualWord.pack(false, 0) : 0;
  const mask = short ? 0b11_1000_1111 : -1;
  if (!learning) {
    const session = new TlsSession();
    const fromServer = session.unpack(memory.remember(dissection, 0) ^ usual, dissection.frame);
    return { layer, field, session, fromServer, datagrams: false };
  }
  // What was recognised stays: later segments may begin with records that nobody would recognise.
  if (layer.selector !== insideMessages && portProtocol(dissection) !== layer.protocol)
    memory.setApplication(dissection, layer.protocol);
  const session = memory.conversationState(dissection, 'tls', createSession);
  const fromServer =
    session.serverIsFirst === undefined
      ? byPort.get(dissection.sourcePort) === layer.protocol
      : session.serverIsFirst === dissection.forward;
  memory.remember(dissection, (session.pack(fromServer, dissection.frame) & mask) ^ usual);
  // One for all packets of the connection.
  session.walk ??= { layer, field, session, fromServer, datagrams: false };
  session.walk.layer = layer;
  session.walk.fromServer = fromServer;
  return session.walk;
}

/** Walks the record at `at`; returns where the next begins, or -1 when the walk ends here. */
function tlsRecord(walk: HandshakeWalk, field: TlsFields, at: number): number {
  const { layer, session } = walk;
  const type = layer.u8(at);
  const known = session.version !== tlsVersion.unknown && session.version !== tlsVersion.tls13;
  if (!isContentType(type)) {
    // RFC 5246, section 6: records of unknown types are ignored.
    if (known && session.version !== tlsVersion.ssl3) {
      layer.addComputed(field.ignored_unknown_record, 1, at, layer.available - at);
      layer.appendInfo('Ignored Unknown Record', ', ');
    } else layer.appendInfo('Continuation Data', ', ');
    return -1;
  }
  const stated = layer.u16(at + 1);
  if (!known && !((stated >= tlsVersion.ssl3 && stated <= tlsVersion.tls12) || stated === tlsVersion.gm)) {
    layer.appendInfo('Continuation Data', ', ');
    return -1;
  }
  const length = layer.u16(at + 3);
  const missing = at + headerLength + length - layer.reported;
  if (missing > 0) {
    // What is encrypted is looked at by nobody, and makes up most of the bytes.
    if (type === contentType.applicationData) layer.needMore(at, missing, 0, headerLength);
    else layer.needMore(at, missing);
    return -1;
  }
  showHeader(walk, field, at);
  const start = at + headerLength;
  // A record is never empty: what is encrypted has a check at least. RFC 5246, section 6.2.1.
  if (length === 0 && start === layer.reported) layer.cutOff(start + 1);
  const version = settleVersion(walk, type, stated, at, length);
  recordBody(walk, field, type, version, start, start + length);
  layer.close();
  return start + length;
}

function showHeader(walk: HandshakeWalk, field: TlsFields, at: number): void {
  const { layer, session } = walk;
  if (!layer.emitting) return;
  const type = layer.u8(at);
  const length = layer.u16(at + 3);
  layer.open(field.record, at, headerLength + length);
  if (layer.inTree) {
    const version = shortVersion(session.version || layer.u16(at + 1), 'TLS');
    layer.retitle(`${version} Record Layer: ${contentsOf(walk, type, at + headerLength, length)}`);
  }
  const opaque = session.version === tlsVersion.tls13 && type === contentType.applicationData;
  layer.add(opaque ? field['record.opaque_type'] : field['record.content_type'], at, 1);
  layer.add(field['record.version'], at + 1, 2);
  layer.add(field['record.length'], at + 3, 2);
}

function contentsOf(walk: HandshakeWalk, type: number, at: number, length: number): string {
  switch (type) {
    case contentType.changeCipherSpec:
      return 'Change Cipher Spec Protocol: Change Cipher Spec';
    case contentType.alert:
      return length === 2 ? `Alert ${alertText(walk.layer, at)}` : 'Encrypted Alert';
    case contentType.handshake:
      return `Handshake Protocol${handshakeRecordTitle(walk, at, at + length)}`;
    case contentType.applicationData:
      return `Application Data Protocol: ${applicationOf(walk.layer, walk.session) || 'Application Data'}`;
    default:
      return contentTypeNames[type as keyof typeof contentTypeNames] ?? 'Unknown';
  }
}

const alertText = (layer: Layer, at: number): string =>
  `(Level: ${alertLevelNames[layer.u8(at)] ?? 'Unknown'}, Description: ${alertNames[layer.u8(at + 1)] ?? 'Unknown'})`;

/** The version that the record is shown with. Any message but a ClientHello settles the session's, where none was known. */
function settleVersion(
  { layer, session }: HandshakeWalk,
  type: number,
  stated: number,
  at: number,
  length: number,
): number {
  if (session.version !== tlsVersion.unknown) return session.version;
  const settles = type !== contentType.handshake || (length > 0 && settlesVersion(layer.u8(at + headerLength)));
  if (settles) session.tryVersion(stated, false);
  layer.setColumn(shortVersion(stated, 'SSL'));
  return stated;
}

/** Handshake types that exist and are not a ClientHello. */
const settlesVersion = (type: number): boolean => type !== 1 && (type <= 25 || type === 67);

function recordBody(
  walk: HandshakeWalk,
  field: TlsFields,
  type: number,
  version: number,
  at: number,
  end: number,
): void {
  const { layer, session, fromServer } = walk;
  switch (type) {
    case contentType.changeCipherSpec: {
      layer.appendInfo('Change Cipher Spec', ', ');
      layer.add(field.change_cipher_spec, at, end - at);
      const sender = session.sender(fromServer);
      if (version !== tlsVersion.tls13 && sender.changeCipherSpec === 0)
        sender.changeCipherSpec = layer.dissection.frame;
      break;
    }
    case contentType.alert:
      alert(walk, field, at, end);
      break;
    case contentType.handshake:
      handshakeRecord(walk, field, at, end);
      break;
    case contentType.applicationData: {
      layer.appendInfo('Application Data', ', ');
      layer.add(field.app_data, at, end - at);
      const application = layer.emitting ? applicationOf(layer, session) : '';
      if (application !== '') layer.addComputed(field.app_data_proto, application);
      break;
    }
    case contentType.heartbeat:
      heartbeat(walk, field, at, end);
      break;
  }
}

/** Applications by the port of the connection, where ALPN said nothing. */
const applicationsByPort: Readonly<Record<number, string>> = {
  443: 'Hypertext Transfer Protocol',
  465: 'Simple Mail Transfer Protocol',
  636: 'Lightweight Directory Access Protocol',
  853: 'Domain Name System',
  993: 'Internet Message Access Protocol',
  995: 'Post Office Protocol',
  5061: 'Session Initiation Protocol',
  8883: 'MQ Telemetry Transport Protocol',
};

const applicationOf = ({ dissection }: Layer, { application }: TlsSession): string =>
  application === 0
    ? (applicationsByPort[dissection.sourcePort] ?? applicationsByPort[dissection.destinationPort] ?? '')
    : applicationNames[application].protocol;

/** Packets are told apart by these, so that nobody need read them to find them. */
function alert({ layer }: HandshakeWalk, field: TlsFields, at: number, end: number): void {
  layer.open(field.alert_message, at, end - at);
  // An alert is two bytes; what is longer is encrypted.
  if (end - at === 2) {
    if (layer.u8(at) === fatalAlert && alertNames[layer.u8(at + 1)] !== undefined)
      layer.distinguish(field['alert_message.desc'], layer.u8(at + 1));
    layer.add(field['alert_message.level'], at, 1);
    layer.add(field['alert_message.desc'], at + 1, 1);
    if (layer.wantsInfo) layer.appendInfo(`Alert ${alertText(layer, at)}`, ', ');
  } else {
    layer.append(': Encrypted Alert');
    layer.appendInfo('Encrypted Alert', ', ');
  }
  layer.close();
}

/** RFC 6520. A message that does not fit with its 16 bytes of padding is taken for encrypted once keys are in use. */
function heartbeat(walk: HandshakeWalk, field: TlsFields, at: number, end: number): void {
  const { layer, session, fromServer } = walk;
  const length = end - at;
  if (length < 3) return;
  const type = layer.u8(at);
  const payload = layer.u16(at + 1);
  const plain = !session.encrypted(fromServer, layer.dissection.frame) || length <= 19 || 3 + payload + 16 <= length;
  layer.open(field.heartbeat_message, at, length);
  if (plain && (type === 1 || type === 2)) {
    layer.appendInfo(`Heartbeat ${type === 1 ? 'Request' : 'Response'}`, ', ');
    const shown = Math.min(payload, length - 3);
    layer.add(field['heartbeat_message.type'], at, 1);
    layer.add(field['heartbeat_message.payload_length'], at + 1, 2);
    if (3 + payload + 16 > length) layer.addComputed(field['heartbeat_message.payload_length.invalid'], 1, at + 1, 2);
    if (shown > 0) layer.add(field['heartbeat_message.payload'], at + 3, shown);
    if (at + 3 + shown < end) layer.add(field['heartbeat_message.padding'], at + 3 + shown, end - at - 3 - shown);
  } else layer.appendInfo('Encrypted Heartbeat', ', ');
  layer.close();
}

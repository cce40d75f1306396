/** MQTT, versions 3.1, 3.1.1 and 5: the control packets and what names them. OASIS MQTT 3.1.1 and 5.0. */
import { visible } from '../../bytes/visible';
import { bytes, flag, text, u8, u16, u64 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { showInfoBehind } from './streams/info';
import { takePdu } from './streams/length-framed';

const minimumHeader = 2;
const maximumTopics = 1000;
const packetType = {
  connect: 1,
  connectAcknowledgement: 2,
  publish: 3,
  publishAcknowledgement: 4,
  publishReceived: 5,
  publishRelease: 6,
  publishComplete: 7,
  subscribe: 8,
  subscribeAcknowledgement: 9,
  unsubscribe: 10,
  unsubscribeAcknowledgement: 11,
} as const;

const types: Readonly<Record<number, string>> = {
  0: 'Reserved',
  1: 'Connect Command',
  2: 'Connect Ack',
  3: 'Publish Message',
  4: 'Publish Ack',
  5: 'Publish Received',
  6: 'Publish Release',
  7: 'Publish Complete',
  8: 'Subscribe Request',
  9: 'Subscribe Ack',
  10: 'Unsubscribe Request',
  11: 'Unsubscribe Ack',
  12: 'Ping Request',
  13: 'Ping Response',
  14: 'Disconnect Req',
  15: 'Authentication Exchange',
};
const qualities = {
  0: 'At most once delivery (Fire and Forget)',
  1: 'At least once delivery (Acknowledged deliver)',
  2: 'Exactly once delivery (Assured Delivery)',
  3: 'Reserved',
};
const returnCodes = {
  0: 'Connection Accepted',
  1: 'Connection Refused: unacceptable protocol version',
  2: 'Connection Refused: identifier rejected',
  3: 'Connection Refused: server unavailable',
  4: 'Connection Refused: bad user name or password',
  5: 'Connection Refused: not authorized',
};

const declared = {
  hdrflags: u8({ at: 0, label: 'Header Flags', base: 'hex' }),
  msgtype: u8({ at: 0, mask: 0xf0, label: 'Message Type', values: types, within: 'hdrflags' }),
  dupflag: flag({ at: 0, mask: 0x08, label: 'DUP Flag', within: 'hdrflags', when: isPublish }),
  qos: u8({ at: 0, mask: 0x06, label: 'QoS Level', values: qualities, within: 'hdrflags', when: isPublish }),
  retain: flag({ at: 0, mask: 0x01, label: 'Retain', within: 'hdrflags', when: isPublish }),
  hdr_reserved: u8({ at: 0, mask: 0x0f, label: 'Reserved', within: 'hdrflags', when: (layer) => !isPublish(layer) }),
  len: u64({ label: 'Msg Len' }),
  proto_len: u16({ label: 'Protocol Name Length' }),
  protoname: text({ label: 'Protocol Name' }),
  ver: u8({ label: 'Version', values: { 3: 'MQTT v3.1', 4: 'MQTT v3.1.1', 5: 'MQTT v5.0' } }),
  conflags: u8({ label: 'Connect Flags', base: 'hex' }),
  'conflag.uname': flag({ mask: 0x80, label: 'User Name Flag' }),
  'conflag.passwd': flag({ mask: 0x40, label: 'Password Flag' }),
  'conflag.retain': flag({ mask: 0x20, label: 'Will Retain' }),
  'conflag.qos': u8({ mask: 0x18, label: 'QoS Level', values: qualities }),
  'conflag.willflag': flag({ mask: 0x04, label: 'Will Flag' }),
  'conflag.cleansess': flag({ mask: 0x02, label: 'Clean Session Flag' }),
  kalive: u16({ label: 'Keep Alive' }),
  clientid_len: u16({ label: 'Client ID Length' }),
  clientid: text({ label: 'Client ID' }),
  willtopic_len: u16({ label: 'Will Topic Length' }),
  willtopic: text({ label: 'Will Topic' }),
  willmsg_len: u16({ label: 'Will Message Length' }),
  willmsg: bytes({ label: 'Will Message' }),
  username_len: u16({ label: 'User Name Length' }),
  username: text({ label: 'User Name' }),
  passwd_len: u16({ label: 'Password Length' }),
  passwd: text({ label: 'Password' }),
  'conack.flags': u8({ label: 'Acknowledge Flags', base: 'hex' }),
  'conack.flags.sp': flag({ mask: 0x01, label: 'Session Present' }),
  'conack.val': u8({ label: 'Return Code', values: returnCodes }),
  msgid: u16({ label: 'Message Identifier' }),
  topic_len: u16({ label: 'Topic Length' }),
  topic: text({ label: 'Topic' }),
  msg: bytes({ label: 'Message' }),
  'sub.qos': u8({ label: 'Requested QoS', mask: 0x03, values: qualities }),
  'suback.qos': u8({ label: 'Granted QoS', values: { ...qualities, 128: 'Failure' } }),
};
type Fields = FieldsOf<typeof declared>;

/** Only the first pass writes it: which version the client speaks. */
class Session {
  version = 4;
}
const create = (): Session => new Session();
const version5 = 5;

export default protocol({
  id: 'mqtt',
  title: 'MQ Telemetry Transport Protocol',
  column: 'MQTT',
  parents: [on('tcp.port', 1883)],
  fields: declared,
  dissect(layer, field) {
    if (!takePdu(layer, minimumHeader, packetLength)) return;
    const type = layer.u8(0) >> 4;
    const session = layer.learning ? layer.memory.conversationState(layer.dissection, 'mqtt', create) : undefined;
    const lengthEnd = endOfLength(layer, 0);
    if (session !== undefined && type === packetType.connect && layer.has(lengthEnd, 2)) {
      const version = lengthEnd + 2 + layer.u16(lengthEnd);
      if (layer.has(version, 1)) session.version = layer.u8(version);
    }
    const five = layer.memory.remember(layer.dissection, session?.version === version5 ? 1 : 0) === 1;
    layer.header();
    const name = types[type];
    if (layer.inTree) layer.heading(`, ${name}`);
    layer.addComputed(field.len, BigInt(layer.available - lengthEnd), 1, lengthEnd - 1);
    if (layer.wantsInfo) showInfoBehind(layer, infoOf(layer, type, name, lengthEnd), ', ');
    if (layer.emitting) showPacket(layer, field, type, lengthEnd, five);
  },
});

function isPublish(layer: Layer): boolean {
  return layer.u8(0) >> 4 === packetType.publish;
}

/** Behind the remaining length, which takes one to four bytes (section 2.2.3). */
function endOfLength(layer: Layer, at: number): number {
  let end = at + 1;
  while (end < at + 4 && layer.has(end, 1) && layer.u8(end) >= 0x80) end++;
  return end + 1;
}

function packetLength(layer: Layer, at: number): number {
  const end = endOfLength(layer, at);
  if (!layer.has(at, end - at)) return end - at;
  let length = 0;
  for (let i = end - 1; i > at; i--) length = length * 128 + (layer.u8(i) & 0x7f);
  return end - at + length;
}

const hasTopic = (type: number): boolean =>
  type === packetType.publish || type === packetType.subscribe || type === packetType.unsubscribe;
const hasIdentifier = (type: number): boolean =>
  type >= packetType.publishAcknowledgement && type <= packetType.unsubscribeAcknowledgement;

function infoOf(layer: Layer, type: number, name: string, at: number): string {
  let topicAt = at;
  let identifierAt = hasIdentifier(type) ? at : -1;
  if (type === packetType.subscribe || type === packetType.unsubscribe) topicAt = at + 2;
  const topicLength = hasTopic(type) && layer.has(topicAt, 2) ? layer.u16(topicAt) : 0;
  if (type === packetType.publish && (layer.u8(0) & 0x06) !== 0) identifierAt = at + 2 + topicLength;
  const identifier = identifierAt >= 0 && layer.has(identifierAt, 2) ? ` (id=${layer.u16(identifierAt)})` : '';
  const topic =
    topicLength > 0 && layer.has(topicAt + 2, topicLength) ? ` [${visible(layer.text(topicAt + 2, topicLength))}]` : '';
  return name + identifier + topic;
}

function showPacket(layer: Layer, field: Fields, type: number, at: number, five: boolean): void {
  switch (type) {
    case packetType.connect:
      showConnect(layer, field, at);
      break;
    case packetType.connectAcknowledgement:
      layer.open(field['conack.flags'], at, 1);
      layer.add(field['conack.flags.sp'], at, 1);
      layer.close();
      layer.add(field['conack.val'], at + 1, 1);
      break;
    case packetType.publish: {
      let next = showText(layer, field.topic_len, field.topic, at);
      if ((layer.u8(0) & 0x06) !== 0) {
        layer.add(field.msgid, next, 2);
        next += 2;
      }
      if (five) next = behindProperties(layer, next);
      if (next < layer.available) layer.add(field.msg, next, layer.available - next);
      break;
    }
    case packetType.subscribe:
    case packetType.unsubscribe: {
      layer.add(field.msgid, at, 2);
      let next = five ? behindProperties(layer, at + 2) : at + 2;
      for (let count = 0; next < layer.available && count < maximumTopics; count++) {
        next = showText(layer, field.topic_len, field.topic, next);
        if (type === packetType.subscribe) layer.add(field['sub.qos'], next++, 1);
      }
      break;
    }
    case packetType.subscribeAcknowledgement: {
      layer.add(field.msgid, at, 2);
      const codes = five ? behindProperties(layer, at + 2) : at + 2;
      for (let next = codes; next < layer.available && next < codes + maximumTopics; next++)
        layer.add(field['suback.qos'], next, 1);
      break;
    }
    default:
      if (hasIdentifier(type)) layer.add(field.msgid, at, 2);
  }
}

/** Text of version 3 and 5: two bytes of length before it. Gives the offset behind it. */
function showText(layer: Layer, lengthField: Fields['topic_len'], field: Fields['topic'], at: number): number {
  const length = layer.u16(at);
  layer.add(lengthField, at, 2);
  layer.add(field, at + 2, length);
  return at + 2 + length;
}

function showConnect(layer: Layer, field: Fields, from: number): void {
  let at = showText(layer, field.proto_len, field.protoname, from);
  const version = layer.u8(at);
  layer.add(field.ver, at++, 1);
  const flags = layer.u8(at);
  layer.open(field.conflags, at, 1);
  layer.add(field['conflag.uname'], at, 1);
  layer.add(field['conflag.passwd'], at, 1);
  layer.add(field['conflag.retain'], at, 1);
  layer.add(field['conflag.qos'], at, 1);
  layer.add(field['conflag.willflag'], at, 1);
  layer.add(field['conflag.cleansess'], at, 1);
  layer.close();
  layer.add(field.kalive, at + 1, 2);
  at += 3;
  if (version === version5) at = behindProperties(layer, at);
  at = showText(layer, field.clientid_len, field.clientid, at);
  if ((flags & 0x04) !== 0) {
    if (version === version5) at = behindProperties(layer, at);
    at = showText(layer, field.willtopic_len, field.willtopic, at);
    at = showText(layer, field.willmsg_len, field.willmsg, at);
  }
  if ((flags & 0x80) !== 0) at = showText(layer, field.username_len, field.username, at);
  if ((flags & 0x40) !== 0) showText(layer, field.passwd_len, field.passwd, at);
}

/** Passes the properties of version 5: a length of one to four bytes, then as many bytes (section 2.2.2). */
function behindProperties(layer: Layer, at: number): number {
  const length = packetLength(layer, at - 1) - 1;
  layer.addText(at, Math.min(length, layer.available - at), 'Properties');
  return Math.min(at + length, layer.available);
}

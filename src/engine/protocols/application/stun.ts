/** Session Traversal Utilities for NAT, with TURN's messages and channels. RFC 8489, RFC 5389, RFC 8656. */
import type { Layer } from '../../declare/layer';
import { on, protocol, recognised } from '../../declare/protocol';
import data from '../frame/data';
import { classNames, methodNames } from '../names/stun';
import { attributes } from './stun/attributes';
import { type StunFields, stunFields } from './stun/fields';

const headerLength = 20;
const channelHeaderLength = 4;
const cookie = 0x2112_a442;
/** RFC 8656, section 12: channel numbers begin where message types end. */
const firstChannel = 0x4000;
const lastChannel = 0x7fff;
/** Higher methods would look like DTLS. RFC 7983, section 7. */
const highestMethod = 0xff;

export default protocol({
  id: 'stun',
  title: 'Session Traversal Utilities for NAT',
  column: 'STUN',
  parents: [
    on('udp.port', 3478),
    on('tcp.port', 3478),
    recognised('udp', looksLikeMessage),
    recognised('tcp', looksLikeMessage),
  ],
  accepts: (layer, at) => isMessage(layer, at) || isChannelData(layer, at),
  fields: stunFields,
  dissect(layer, field) {
    const type = layer.u16(0);
    if (type >= firstChannel) channelData(layer, field);
    else message(layer, field, type);
  },
});

/** What the RFC calls a sure sign, besides the cookie: a length of whole words. RFC 8489, section 5. */
function looksLikeMessage(layer: Layer, at: number): boolean {
  return isMessage(layer, at) && (layer.u16(at + 2) & 3) === 0;
}

function isMessage(layer: Layer, at: number): boolean {
  if (!layer.has(at, headerLength) || layer.u32(at + 4) !== cookie) return false;
  const type = layer.u16(at);
  return type < firstChannel && methodOf(type) <= highestMethod && fits(layer, at, headerLength, 0);
}

/** Padding to whole words is asked for on streams alone, and allowed everywhere. RFC 8656, section 12.5. */
function isChannelData(layer: Layer, at: number): boolean {
  if (!layer.has(at, channelHeaderLength)) return false;
  const channel = layer.u16(at);
  return channel >= firstChannel && channel <= lastChannel && fits(layer, at, channelHeaderLength, 3);
}

/** Whether what begins at `at` is as long as its length field says, give or take padding; on a stream more may follow. */
function fits(layer: Layer, at: number, header: number, padding: number): boolean {
  const rest = layer.reported - at - header - layer.u16(at + 2);
  return rest >= 0 && (rest <= padding || layer.protocol.id === 'tcp');
}

function channelData(layer: Layer, field: StunFields): void {
  layer.setColumn('STUN');
  if (layer.wantsInfo) layer.setInfo(`ChannelData TURN Message`);
  layer.add(field.channel, 0, 2);
  layer.add(field.length, 2, 2);
  const length = Math.min(layer.u16(2), layer.reported - 4);
  if (length > 0) layer.next(data, 4, length);
}

/** The method's bits stand around the class's. RFC 8489, section 5. */
function methodOf(type: number): number {
  return (type & 0x000f) | ((type & 0x00e0) >> 1) | ((type & 0x3e00) >> 2);
}

function message(layer: Layer, field: StunFields, type: number): void {
  const { memory, dissection } = layer;
  // Only from now on are the data of TURN's channels to be told from others.
  if (layer.parent?.protocol.id === 'udp') memory.setApplication(dissection, layer.protocol);
  const kind = type & 0x0110;
  const method = methodOf(type);
  const name = `${methodNames[method] ?? 'Unknown'} ${classNames[kind]}`;
  layer.setInfo(name);
  const transaction = layer.latin1(4, 16);
  if (kind === 0x0000) {
    const { response } = memory.request(dissection, 'stun', transaction, 0, 'belongs');
    if (response > 0) layer.addComputed(field['response-in'], response);
  } else if (kind !== 0x0010) {
    const exchange = memory.response(dissection, 'stun', transaction);
    if (exchange !== undefined) {
      layer.addComputed(field['response-to'], exchange.request);
      layer.addElapsed(field.time, exchange);
    }
  }
  layer.open(field.type, 0, 2);
  if (layer.inTree) layer.retitle(`Message Type: 0x${type.toString(16).padStart(4, '0')} (${name})`);
  layer.add(field['type.class'], 0, 2);
  layer.addComputed(field['type.method'], method, 0, 2);
  layer.close();
  layer.add(field.length, 2, 2);
  layer.add(field.cookie, 4, 4);
  layer.add(field.id, 8, 12);
  const length = layer.u16(2);
  if ((length & 3) !== 0) layer.remark(field.wrong_msglen, 2, 2);
  const end = Math.min(headerLength + length, layer.reported);
  if (end <= headerLength) return;
  const relayed = attributes(layer, field, headerLength, end);
  if (relayed !== undefined && relayed.length > 0) layer.next(data, relayed.at, relayed.length);
}

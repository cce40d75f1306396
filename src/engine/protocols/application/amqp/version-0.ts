/** Frames of AMQP 0-9-1: methods, and the headers and bodies of messages. AMQP 0-9-1, section 4.2.3. */
import { visible } from '../../../bytes/visible';
import type { Layer } from '../../../declare/layer';
import { nameTable } from '../../../declare/table';
import { walkMedia } from '../media/media-type';
import { type Argument, classNames, methods, properties } from './names';
import { sessionOf } from './session';
import { type AmqpFields, showValue } from './values';

const frame = { method: 1, header: 2, body: 3, heartbeat: 8 } as const;
export const frameHeader = 7;
/** Every frame ends with this byte. */
export const frameEnd = 0xce;
const argumentsAt = 11;
const propertiesAt = 21;
const basic = 60;
const channelClass = 20;
const open = 10;
const basicMethod = { publish: 40, returned: 50, deliver: 60, getOk: 71, ack: 80, reject: 90, nack: 120 } as const;
const maximumType = 255;

const byMediaType = nameTable('media_type');

export function walkFrame(layer: Layer, field: AmqpFields): void {
  const type = layer.u8(0);
  layer.add(field.type, 0, 1);
  layer.add(field.channel, 1, 2);
  layer.add(field.length, 3, 4);
  const end = layer.available - 1;
  if (type === frame.method) walkMethod(layer, field, end);
  else if (type === frame.header) walkHeader(layer, field, end);
  else if (type === frame.body) walkBody(layer, field, end);
  else if (type === frame.heartbeat) layer.appendInfo('Heartbeat ');
  else layer.remark(field['unknown.frame_type'], 0, 1);
}

function walkMethod(layer: Layer, field: AmqpFields, end: number): void {
  const classNumber = layer.u16(frameHeader);
  const number = layer.u16(frameHeader + 2);
  const method = methods[classNumber]?.[number];
  layer.add(field['method.class'], frameHeader, 2);
  if (classNames[classNumber] === undefined) {
    layer.remark(field['unknown.method.class'], frameHeader, 2);
    return;
  }
  layer.add(field['method.method'], frameHeader + 2, 2);
  if (layer.wantsInfo) layer.appendInfo(`${classNames[classNumber]}.${method?.name ?? `Unknown (${number})`} `);
  layer.open(field['method.arguments'], argumentsAt, Math.max(end - argumentsAt, 0));
  if (classNumber === basic) relate(layer, field, number);
  else if (classNumber === channelClass && number === open) sessionOf(layer)?.forget(layer.u16(1));
  if (method !== undefined && (layer.emitting || layer.wantsInfo)) showArguments(layer, field, method.arguments);
  layer.close();
  if (method?.name === 'Close' && layer.u16(argumentsAt) !== success)
    layer.remark(field[classNumber === 10 ? 'connection.error' : 'channel.error'], argumentsAt, 2);
  if (classNumber === basic && number === basicMethod.returned)
    layer.remark(field['message.undeliverable'], argumentsAt, 2);
}

const success = 200;

function showArguments(layer: Layer, field: AmqpFields, list: readonly Argument[]): void {
  let at = argumentsAt;
  let bit = 0;
  for (const [key, kind, word] of list) {
    const shown = field[`method.arguments.${key}`];
    if (kind === 'bit') {
      layer.addComputed(shown, (layer.u8(at) >> bit) & 1, at, 1);
      bit++;
      continue;
    }
    if (bit > 0) at++;
    bit = 0;
    if (word !== undefined && layer.wantsInfo)
      layer.appendInfo(`${word}=${visible(layer.text(at + 1, layer.u8(at)))} `);
    at = showValue(layer, field, shown, kind, at);
  }
}

/** Deliveries and their acknowledgements; those of the server are for what was published, which is only counted. */
function relate(layer: Layer, field: AmqpFields, number: number): void {
  const { memory, dissection } = layer;
  const side = dissection.forward ? 0 : 1;
  const key = (tag: bigint, sender: number) => `${layer.u16(1)}/${tag}/${sender}`;
  if (number === basicMethod.publish) {
    const channel = sessionOf(layer)?.channel(layer.u16(1));
    const counted = memory.remember(dissection, channel === undefined ? 0 : ++channel.published);
    if (counted === 0) return;
    layer.addComputed(field['method.arguments.publish_number'], BigInt(counted));
    ask(layer, field, key(BigInt(counted), side));
  } else if (number === basicMethod.deliver || number === basicMethod.getOk) {
    const tagAt = number === basicMethod.deliver ? argumentsAt + 1 + layer.u8(argumentsAt) : argumentsAt;
    ask(layer, field, key(layer.u64(tagAt), side));
  } else if (number === basicMethod.ack || number === basicMethod.reject || number === basicMethod.nack) {
    const exchange = memory.response(dissection, 'amqp', key(layer.u64(argumentsAt), 1 - side));
    if (exchange !== undefined) layer.addComputed(field.message_in, exchange.request);
  }
}

function ask(layer: Layer, field: AmqpFields, key: string): void {
  const { response } = layer.memory.request(layer.dissection, 'amqp', key);
  if (response > 0) layer.addComputed(field.ack_in, response);
}

function walkHeader(layer: Layer, field: AmqpFields, end: number): void {
  layer.add(field['header.class'], 7, 2);
  layer.add(field['header.weight'], 9, 2);
  layer.add(field['header.body-size'], 11, 8);
  layer.add(field['header.property-flags'], 19, 2);
  layer.appendInfo('Content-Header ');
  const flags = layer.u16(19);
  const hasType = (flags & 0x8000) !== 0;
  const type = hasType ? layer.text(propertiesAt + 1, layer.u8(propertiesAt)) : '';
  const session = sessionOf(layer);
  if (session !== undefined) session.channel(layer.u16(1)).contentTypes[layer.dissection.forward ? 0 : 1] = type;
  if (hasType && layer.wantsInfo) layer.appendInfo(`type=${visible(type)} `);
  if (!layer.emitting) return;
  layer.open(field['header.properties'], propertiesAt, Math.max(end - propertiesAt, 0));
  let at = propertiesAt;
  properties.forEach(([name, kind], index) => {
    if ((flags & (0x8000 >> index)) !== 0) at = showValue(layer, field, field[`method.properties.${name}`], kind, at);
  });
  layer.close();
}

function walkBody(layer: Layer, field: AmqpFields, end: number): void {
  const length = Math.max(end - frameHeader, 0);
  layer.add(field.payload, frameHeader, length);
  layer.appendInfo('Content-Body ');
  const kept = layer.memory.keep(layer.dissection, () => {
    const type = sessionOf(layer)?.channel(layer.u16(1)).contentTypes[layer.dissection.forward ? 0 : 1] ?? '';
    return byMediaType.get(type) === undefined ? undefined : new TextEncoder().encode(type.slice(0, maximumType));
  });
  if (kept !== undefined)
    walkMedia(layer, new TextDecoder().decode(kept), layer.bytes, layer.start + frameHeader, length);
}

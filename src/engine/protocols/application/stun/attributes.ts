/** STUN's attributes. RFC 8489, section 14; RFC 8656, section 18. */
import { ipv4Text, ipv6Text } from '../../../bytes/address';
import type { Layer } from '../../../declare/layer';
import { attribute, attributeNames, errorNames } from '../../names/stun';
import type { StunFields } from './fields';

/** Attributes that hold an address, plain or combined with the message's cookie and transaction. */
const plainAddresses = new Set([0x0001, 0x0002, 0x0004, 0x0005, 0x000b, 0x8023, 0x802b, 0x802c]);
const combinedAddresses = new Set([0x0012, 0x0016, 0x0020, 0x0027, 0x8020]);

/** Where the data of a Data or Send message lies, offsets in the layer. */
export interface RelayedData {
  readonly at: number;
  readonly length: number;
}

/** Shows the attributes in `[at, end)`; Info gets what they say. */
export function attributes(layer: Layer, field: StunFields, at: number, end: number): RelayedData | undefined {
  let relayed: RelayedData | undefined;
  layer.open(field.attributes, at, end - at);
  for (let next = at; next + 4 <= end; ) {
    const type = layer.u16(next);
    const length = layer.u16(next + 2);
    if (next + 4 + length > end) {
      layer.malformed('An attribute is longer than its message', next, 4);
      break;
    }
    if (type === attribute.data) relayed = { at: next + 4, length };
    const padded = next + 4 + ((length + 3) & ~3);
    if (layer.emitting || layer.wantsInfo) one(layer, field, type, next, length);
    next = padded;
  }
  layer.close();
  return relayed;
}

function one(layer: Layer, field: StunFields, type: number, at: number, length: number): void {
  const name = attributeNames[type] ?? `Unknown (0x${type.toString(16).padStart(4, '0')})`;
  layer.need(at, 4 + length);
  layer.openText(at, 4 + length, name);
  layer.add(field['att.type'], at, 2);
  layer.addComputed(field.attribute, type, at, 2);
  layer.add(field['att.length'], at + 2, 2);
  if (length > 0) value(layer, field, type, name, at + 4, length);
  layer.close();
}

function value(layer: Layer, field: StunFields, type: number, name: string, at: number, length: number): void {
  if (plainAddresses.has(type) || combinedAddresses.has(type)) {
    if (length >= 8) address(layer, field, name, at, length, combinedAddresses.has(type));
    return;
  }
  switch (type) {
    case attribute.userName:
      layer.add(field['att.username'], at, length);
      if (layer.wantsInfo) layer.appendInfo(` user: ${layer.text(at, length)}`);
      break;
    case attribute.messageIntegrity:
    case attribute.messageIntegritySha256:
      layer.add(field['att.hmac'], at, length);
      break;
    case attribute.errorCode:
      if (length >= 4) error(layer, field, at, length);
      break;
    case attribute.unknownAttributes:
      for (let next = at; next + 2 <= at + length; next += 2) layer.add(field['att.unknown'], next, 2);
      break;
    case attribute.channelNumber:
      layer.add(field['att.channelnum'], at, Math.min(2, length));
      if (layer.wantsInfo && length >= 2) layer.appendInfo(` ChannelNumber=0x${layer.u16(at).toString(16)}`);
      break;
    case attribute.lifetime:
      if (length < 4) break;
      layer.add(field['att.lifetime'], at, 4);
      layer.appendInfo(` lifetime: ${layer.u32(at)}`);
      break;
    case attribute.realm:
      layer.add(field['att.realm'], at, length);
      if (layer.wantsInfo) layer.appendInfo(` realm: ${layer.text(at, length)}`);
      break;
    case attribute.nonce:
      layer.add(field['att.nonce'], at, length);
      if (layer.wantsInfo) layer.appendInfo(' with nonce');
      break;
    case attribute.requestedTransport:
      layer.add(field['att.transp'], at, 1);
      if (length >= 4) layer.appendInfo(` ${transportName(layer.u8(at))}`);
      break;
    case attribute.bandwidth:
      if (length < 4) break;
      layer.add(field['port.bandwidth'], at, 4);
      layer.appendInfo(` bandwidth: ${layer.u32(at)}`);
      break;
    case attribute.priority:
      layer.add(field['att.priority'], at, Math.min(4, length));
      break;
    case attribute.software:
      layer.add(field['att.software'], at, length);
      break;
    case attribute.fingerprint:
      layer.add(field['att.crc32'], at, Math.min(4, length));
      break;
    case attribute.iceControlled:
    case attribute.iceControlling:
      layer.add(field['att.tie-breaker'], at, length);
      break;
    default:
      layer.add(field.value, at, length);
  }
}

const transportName = (number: number): string =>
  number === 17 ? 'UDP' : number === 6 ? 'TCP' : `Unknown (0x${number.toString(16)})`;

function error(layer: Layer, field: StunFields, at: number, length: number): void {
  const code = (layer.u8(at + 2) & 7) * 100 + layer.u8(at + 3);
  layer.add(field['att.reserved'], at, 2);
  layer.add(field['att.error.class'], at + 2, 1);
  layer.add(field['att.error'], at + 3, 1);
  if (length > 4) layer.add(field['att.error.reason'], at + 4, length - 4);
  if (layer.wantsInfo)
    layer.appendInfo(
      ` error-code: ${code} (${errorNames[code] ?? 'Unknown'})${length > 4 ? ` ${layer.text(at + 4, length - 4)}` : ''}`,
    );
}

/** RFC 8489, section 14.2: the port is combined with the cookie's first half, the address with cookie and transaction. */
function address(layer: Layer, field: StunFields, name: string, at: number, length: number, combined: boolean): void {
  const family = layer.u8(at + 1);
  layer.add(field['att.reserved'], at, 1);
  layer.add(field['att.family'], at + 1, 1);
  const port = layer.u16(at + 2) ^ (combined ? layer.u16(4) : 0);
  const size = family === 2 ? 16 : 4;
  if (length < 4 + size || (family !== 1 && family !== 2)) return;
  const plain = layer.slice(at + 4, size).map((byte, i) => (combined ? byte ^ layer.u8(4 + i) : byte));
  if (combined) layer.add(field['att.port-xord'], at + 2, 2);
  layer.addComputed(field['att.port'], port, at + 2, 2);
  if (combined) layer.add(field[size === 4 ? 'att.ipv4-xord' : 'att.ipv6-xord'], at + 4, size);
  const number = ((plain[0] << 24) | (plain[1] << 16) | (plain[2] << 8) | plain[3]) >>> 0;
  if (size === 4) layer.addComputed(field['att.ipv4'], number, at + 4, 4);
  else layer.addComputed(field['att.ipv6'], plain, at + 4, 16);
  if (!layer.wantsInfo) return;
  const text = size === 4 ? `${ipv4Text(number)}:${port}` : `[${ipv6Text(plain)}]:${port}`;
  layer.appendInfo(` ${name}: ${text}`);
}

/** The chain of payloads in an IKE message, up to what is encrypted. RFC 2408 section 3, RFC 7296 section 3. */
import type { Layer } from '../../../declare/layer';
import { payloadTypeNames } from '../../names/isakmp';
import x509 from '../x509af';
import type { IsakmpFields } from './fields';

const headerLength = 4;
const maximumDepth = 4;

/** The same payload's number in version 1 for those of version 2. */
const inVersion1: Readonly<Record<number, number>> = {
  33: 1,
  34: 4,
  35: 5,
  36: 5,
  37: 6,
  38: 7,
  40: 10,
  41: 11,
  43: 13,
};

const encrypted = new Set([46, 53]);

/** Walks the payloads in `[at, end)`, the first of type `first`. */
export function payloads(
  layer: Layer,
  field: IsakmpFields,
  version: number,
  first: number,
  at: number,
  end: number,
  depth = 0,
): void {
  let type = first;
  for (let next = at; type !== 0 && next < end; ) {
    const length = layer.u16(next + 2);
    if (length < headerLength || next + length > end) {
      layer.malformed('A payload is shorter than its header or longer than its message', next, headerLength);
      return;
    }
    const following = layer.u8(next);
    layer.need(next, length);
    layer.open(field.typepayload, next, length, type);
    if (layer.inTree) layer.retitle(`Payload: ${payloadTypeNames[type] ?? 'Unknown'} (${type})`);
    layer.add(field.nextpayload, next, 1);
    if (version === 2) layer.add(field.criticalpayload, next + 1, 1);
    layer.add(field.payloadlength, next + 2, 2);
    if (length > headerLength) body(layer, field, version, type, next + headerLength, next + length, depth);
    layer.close();
    // What an encrypted payload names as its next stands inside it.
    if (encrypted.has(type)) return;
    type = following;
    next += length;
  }
}

function body(
  layer: Layer,
  field: IsakmpFields,
  version: number,
  type: number,
  at: number,
  end: number,
  depth: number,
): void {
  const length = end - at;
  switch (inVersion1[type] ?? type) {
    case 1:
      association(layer, field, version, at, end, depth);
      break;
    case 2:
      proposal(layer, field, version, at, end, depth);
      break;
    case 3:
      transform(layer, field, version, at, end);
      break;
    case 4:
      keyExchange(layer, field, version, at, end);
      break;
    case 5:
      if (length >= 4) identification(layer, field, at, end);
      break;
    case 6:
      layer.add(field['cert.encoding'], at, 1);
      if (length > 1 && (layer.u8(at) === 4 || layer.u8(at) === 5)) layer.next(x509, at + 1, length - 1);
      else if (length > 1) layer.add(field.datapayload, at + 1, length - 1);
      break;
    case 7:
      layer.add(field['certreq.type'], at, 1);
      if (length > 1) layer.add(field.datapayload, at + 1, length - 1);
      break;
    case 8:
      layer.add(field.hash, at, length);
      break;
    case 9:
      layer.add(field.sig, at, length);
      break;
    case 10:
      layer.add(field.nonce, at, length);
      break;
    case 11:
      notification(layer, field, version, at, end);
      break;
    case 13:
      layer.add(field.vid_bytes, at, length);
      break;
    case 39:
      layer.add(field['auth.method'], at, 1);
      if (length > 4) layer.add(field['auth.data'], at + 4, length - 4);
      break;
    case 46:
    case 53:
      layer.add(field['enc.data'], at, length);
      break;
    default:
      layer.add(field.datapayload, at, length);
  }
}

function association(layer: Layer, field: IsakmpFields, version: number, at: number, end: number, depth: number): void {
  if (depth >= maximumDepth) return;
  if (version === 2) {
    payloads(layer, field, version, 2, at, end, depth + 1);
    return;
  }
  layer.add(field['sa.doi'], at, 4);
  if (end - at < 8) return;
  layer.add(field['sa.situation'], at + 4, 4);
  payloads(layer, field, version, 2, at + 8, end, depth + 1);
}

function proposal(layer: Layer, field: IsakmpFields, version: number, at: number, end: number, depth: number): void {
  if (end - at < 4 || depth >= maximumDepth) return;
  layer.add(field['prop.number'], at, 1);
  layer.add(field['prop.protoid'], at + 1, 1);
  layer.add(field.spisize, at + 2, 1);
  layer.add(field['prop.transforms'], at + 3, 1);
  const size = Math.min(layer.u8(at + 2), end - at - 4);
  if (size > 0) layer.add(field.spi, at + 4, size);
  if (layer.u8(at + 3) > 0) payloads(layer, field, version, 3, at + 4 + size, end, depth + 1);
}

/** Transform numbers of version 2 by the kind of transform. */
const transformFields: Readonly<Record<number, keyof IsakmpFields>> = {
  1: 'tf.id.encr',
  2: 'tf.id.prf',
  3: 'tf.id.integ',
  4: 'tf.id.dh',
  5: 'tf.id.esn',
};

function transform(layer: Layer, field: IsakmpFields, version: number, at: number, end: number): void {
  if (end - at < 4) return;
  if (version === 2) {
    layer.add(field['tf.type'], at, 1);
    const key = transformFields[layer.u8(at)];
    if (key !== undefined) layer.add(field[key], at + 2, 2);
  } else {
    layer.add(field['trans.number'], at, 1);
    layer.add(field['trans.id'], at + 1, 1);
  }
  if (end > at + 4) layer.add(field['tf.attr'], at + 4, end - at - 4);
}

function keyExchange(layer: Layer, field: IsakmpFields, version: number, at: number, end: number): void {
  let start = at;
  if (version === 2 && end - at >= 4) {
    layer.add(field['key_exchange.dh_group'], at, 2);
    start += 4;
  }
  if (end > start) layer.add(field['key_exchange.data'], start, end - start);
}

function identification(layer: Layer, field: IsakmpFields, at: number, end: number): void {
  layer.add(field['id.type'], at, 1);
  layer.add(field['id.protoid'], at + 1, 1);
  layer.add(field['id.port'], at + 2, 2);
  const length = end - at - 4;
  if (length <= 0) return;
  const type = layer.u8(at);
  if (type === 1 && length === 4) layer.add(field['id.data.ipv4_addr'], at + 4, 4);
  else if (type === 5 && length === 16) layer.add(field['id.data.ipv6_addr'], at + 4, 16);
  else if (type === 2) layer.add(field['id.data.fqdn'], at + 4, length);
  else if (type === 3) layer.add(field['id.data.user_fqdn'], at + 4, length);
  else if (type === 11) layer.add(field['id.data.key_id'], at + 4, length);
  else layer.add(field.datapayload, at + 4, length);
}

function notification(layer: Layer, field: IsakmpFields, version: number, at: number, end: number): void {
  const start = version === 2 ? at : at + 4;
  if (end - start < 4) return;
  if (version !== 2) layer.add(field['notify.doi'], at, 4);
  layer.add(field['notify.protoid'], start, 1);
  layer.add(field.spisize, start + 1, 1);
  layer.add(field['notify.msgtype'], start + 2, 2);
  const size = Math.min(layer.u8(start + 1), end - start - 4);
  if (size > 0) layer.add(field.spi, start + 4, size);
  if (end > start + 4 + size) layer.add(field['notify.data'], start + 4 + size, end - start - 4 - size);
}

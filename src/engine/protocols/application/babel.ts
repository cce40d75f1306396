/** Babel, a routing protocol of distance vectors. RFC 8966. */

import type { Field } from '../../declare/field';
import { bytes, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';

const magic = 42;
const headerLength = 4;
const pad1 = 0;

const messageTypes: Readonly<Record<number, string>> = {
  0: 'pad1',
  1: 'padn',
  2: 'ack-req',
  3: 'ack',
  4: 'hello',
  5: 'ihu',
  6: 'router-id',
  7: 'nh',
  8: 'update',
  9: 'request',
  10: 'mh-request',
  11: 'ts/pc (obsolete)',
  12: 'hmac',
  13: 'source-specific-update',
  14: 'source-specific-req',
  15: 'source-specific-seqno',
  16: 'hmac',
  17: 'pc',
  18: 'challenge-request',
  19: 'challenge-reply',
};
const encodings = { 0: 'Wildcard', 1: 'IPv4', 2: 'IPv6', 3: 'Link-Local IPv6' };

const declared = {
  magic: u8({ at: 0, label: 'Magic' }),
  version: u8({ at: 1, label: 'Version' }),
  bodylen: u16({ at: 2, label: 'Body Length' }),
  message: u8({ label: 'Message' }),
  'message.type': u8({ label: 'Message Type', values: messageTypes }),
  'message.length': u8({ label: 'Message Length' }),
  'message.nonce': u16({ label: 'Nonce', base: 'hex' }),
  'message.interval': u16({ label: 'Interval' }),
  'message.seqno': u16({ label: 'Seqno', base: 'hex' }),
  'message.ae': u8({ label: 'Address Encoding', values: encodings }),
  'message.prefix': bytes({ label: 'Raw Prefix' }),
  'message.rxcost': u16({ label: 'Rxcost', base: 'hex' }),
  'message.routerid': bytes({ label: 'Router ID' }),
  'message.flags': u8({ label: 'Flags', base: 'hex' }),
  'message.plen': u8({ label: 'Prefix Length' }),
  'message.omitted': u8({ label: 'Omitted Bytes' }),
  'message.metric': u16({ label: 'Metric' }),
  'message.hopcount': u8({ label: 'Hop Count' }),
  'message.index': u32({ label: 'Index' }),
};
type Fields = FieldsOf<typeof declared>;
type Part = readonly [key: keyof Fields, at: number, length: number];

/** What each type of message holds, counted from its type byte; the prefix or address, where there is one, takes the rest. */
const parts: Readonly<Record<number, { readonly fixed: readonly Part[]; readonly prefixAt?: number }>> = {
  2: {
    fixed: [
      ['message.nonce', 4, 2],
      ['message.interval', 6, 2],
    ],
  },
  3: { fixed: [['message.nonce', 2, 2]] },
  4: {
    fixed: [
      ['message.seqno', 4, 2],
      ['message.interval', 6, 2],
    ],
  },
  5: {
    fixed: [
      ['message.ae', 2, 1],
      ['message.rxcost', 4, 2],
      ['message.interval', 6, 2],
    ],
    prefixAt: 8,
  },
  6: { fixed: [['message.routerid', 4, 8]] },
  7: { fixed: [['message.ae', 2, 1]], prefixAt: 4 },
  8: {
    fixed: [
      ['message.ae', 2, 1],
      ['message.flags', 3, 1],
      ['message.plen', 4, 1],
      ['message.omitted', 5, 1],
      ['message.interval', 6, 2],
      ['message.seqno', 8, 2],
      ['message.metric', 10, 2],
    ],
    prefixAt: 12,
  },
  9: {
    fixed: [
      ['message.ae', 2, 1],
      ['message.plen', 3, 1],
    ],
    prefixAt: 4,
  },
  10: {
    fixed: [
      ['message.ae', 2, 1],
      ['message.plen', 3, 1],
      ['message.seqno', 4, 2],
      ['message.hopcount', 6, 1],
      ['message.routerid', 8, 8],
    ],
    prefixAt: 16,
  },
  17: { fixed: [['message.index', 2, 4]] },
};

export default protocol({
  id: 'babel',
  title: 'Babel Routing Protocol',
  column: 'Babel',
  parents: [on('udp.port', 6696)],
  accepts: (layer, at) => layer.has(at, headerLength) && layer.u8(at) === magic,
  header: headerLength,
  fields: declared,
  dissect(layer, field) {
    const version = layer.u8(1);
    layer.setInfo(version === 2 ? 'Babel' : `Version ${version}`);
    layer.header();
    if (version !== 2) return;
    const end = headerLength + layer.u16(2);
    for (let at = headerLength; at < end; ) at = walkMessage(layer, field, at);
    // What follows the body is signatures, as messages.
    if (end < layer.reported && (layer.emitting || layer.wantsInfo)) {
      layer.openText(end, layer.available - end, `Packet Trailer (${layer.reported - end})`);
      for (let at = end; at < layer.reported; ) at = walkMessage(layer, field, at);
      layer.close();
    }
  },
});

/** Shows the message at `at`; returns where the next begins. */
function walkMessage(layer: Layer, field: Fields, at: number): number {
  const type = layer.u8(at);
  const length = type === pad1 ? 1 : 2 + layer.u8(at + 1);
  const name = messageTypes[type] ?? 'unknown';
  if (layer.wantsInfo) layer.appendInfo(` ${name}`);
  if (!layer.emitting) return at + length;
  layer.open(field.message, at, length, type);
  if (layer.inTree) layer.retitle(`Message ${name} (${type})`);
  layer.add(field['message.type'], at, 1);
  if (type !== pad1) {
    layer.add(field['message.length'], at + 1, 1);
    showParts(layer, field, type, at, length);
  }
  layer.close();
  return at + length;
}

function showParts(layer: Layer, field: Fields, type: number, at: number, length: number): void {
  const layout = parts[type];
  if (layout === undefined) return;
  for (const [key, place, size] of layout.fixed)
    if (place + size <= length) layer.add(field[key] as Field, at + place, size);
  const prefixAt = layout.prefixAt ?? length;
  if (prefixAt < length) layer.add(field['message.prefix'], at + prefixAt, length - prefixAt);
}

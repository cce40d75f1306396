/** Walks the options of neighbour discovery. RFC 4861, section 4.6; the later ones: see option-fields.ts. */
import { etherText, hexText } from '../../../bytes/address';
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import ipv6 from '../ipv6';
import type { optionFields } from './option-fields';

export type OptionFields = FieldsOf<typeof optionFields>;

const optionType = { sourceLinkLayer: 1, targetLinkLayer: 2, redirectedHeader: 4 } as const;

/** Shows the options from `at` to the layer's end. What is redirected is walked whether or not anybody listens. */
export function dissectOptions(layer: Layer, field: OptionFields, at: number): void {
  for (let option = at; option < layer.reported; ) {
    const type = layer.u8(option);
    const length = layer.u8(option + 1) * 8;
    if (layer.emitting) {
      layer.open(field.opt, option, Math.min(Math.max(length, 2), layer.available - option));
      if (layer.inTree) layer.retitle(`ICMPv6 Option (${field['opt.type'].nameOf(type) ?? `Unknown ${type}`})`);
      layer.add(field['opt.type'], option, 1);
      layer.add(field['opt.length'], option + 1, 1);
    }
    // Without a length nothing tells where the next option begins.
    if (length === 0) {
      layer.remark(field.invalid_option_length, option + 1, 1);
      layer.close();
      return;
    }
    layer.need(option, length);
    if (layer.emitting) dissectOption(layer, field, type, option + 2, length - 2);
    if (type === optionType.redirectedHeader) layer.quote(ipv6, option + 8, length - 8);
    if (layer.wantsInfo && length === 8) describe(layer, type, option + 2);
    layer.close();
    option += length;
  }
}

function describe(layer: Layer, type: number, at: number): void {
  if (type === optionType.sourceLinkLayer) layer.appendInfo(` from ${etherText(layer.bytes, layer.start + at)}`);
  else if (type === optionType.targetLinkLayer) layer.appendInfo(` is at ${etherText(layer.bytes, layer.start + at)}`);
}

/** `at` and `length` are those of the option's data; it is all there. */
function dissectOption(layer: Layer, field: OptionFields, type: number, at: number, length: number): void {
  switch (type) {
    case optionType.sourceLinkLayer:
    case optionType.targetLinkLayer:
      dissectLinkLayerAddress(layer, field, type, at, length);
      return;
    case 3:
      if (length >= 30) dissectPrefix(layer, field, at);
      return;
    case optionType.redirectedHeader:
      layer.addComputed(field['opt.reserved'], 1, at, 6);
      layer.addComputed(field['opt.redirected_packet'], 1, at + 6, length - 6);
      return;
    case 5:
      layer.addComputed(field['opt.reserved'], 1, at, 2);
      layer.add(field['opt.mtu'], at + 2, 4);
      return;
    case 6:
      layer.add(field['opt.nbma.shortcut_limit'], at, 1);
      layer.addComputed(field['opt.reserved'], 1, at + 1, 1);
      layer.addComputed(field['opt.reserved'], 1, at + 2, 4);
      return;
    case 7:
      layer.addComputed(field['opt.reserved'], 1, at, 2);
      layer.add(field['opt.advertisement_interval'], at + 2, 4);
      return;
    case 8:
      layer.addComputed(field['opt.reserved'], 1, at, 2);
      layer.add(field['opt.home_agent_preference'], at + 2, 2);
      layer.add(field['opt.home_agent_lifetime'], at + 4, 2);
      return;
    case 9:
    case 10:
      layer.addComputed(field['opt.reserved'], 1, at, 6);
      for (let i = 6; i + 16 <= length; i += 16) layer.add(field['opt.ipv6_address'], at + i, 16);
      return;
    case 12:
      layer.addComputed(field['opt.reserved'], 1, at, 2);
      if (length < 18) return;
      layer.add(field['opt.rsa.key_hash'], at + 2, 16);
      layer.addComputed(field['opt.digital_signature_padding'], 1, at + 18, length - 18);
      return;
    case 13:
      layer.addComputed(field['opt.reserved'], 1, at, 6);
      if (length >= 14) layer.addComputed(field['opt.timestamp'], timestamp(layer, at + 6), at + 6, 8);
      return;
    case 14:
      layer.add(field['opt.nonce'], at, length);
      return;
    case 23:
      if (length >= 22) dissectMobilityAnchor(layer, field, at);
      return;
    case 24:
      dissectRoute(layer, field, at, length);
      return;
    case 25:
      layer.addComputed(field['opt.reserved'], 1, at, 2);
      layer.add(field['opt.rdnss.lifetime'], at + 2, 4);
      for (let i = 6; i + 16 <= length; i += 16) layer.add(field['opt.rdnss'], at + i, 16);
      return;
    case 26:
      layer.open(field['opt.efo'], at, 2);
      for (const key of ['m', 'o', 'h', 'prf', 'p', 'rsv'] as const) layer.add(field[`opt.efo.${key}`], at, 2);
      layer.close();
      layer.addComputed(field['opt.reserved'], 1, at + 2, 4);
      return;
    case 31:
      layer.addComputed(field['opt.reserved'], 1, at, 2);
      layer.add(field['opt.dnssl.lifetime'], at + 2, 4);
      dissectDomainNames(layer, field, at + 6, at + length);
      return;
    case 33:
      layer.add(field['opt.aro.status'], at, 1);
      layer.addComputed(field['opt.reserved'], 1, at + 1, 3);
      layer.add(field['opt.aro.registration_lifetime'], at + 4, 2);
      if (length >= 14) layer.add(field['opt.aro.eui64'], at + 6, 8);
      return;
    case 34:
      dissectContext(layer, field, at, length);
      return;
    case 35:
      layer.add(field['opt.abro.version_low'], at, 2);
      layer.add(field['opt.abro.version_high'], at + 2, 2);
      layer.add(field['opt.abro.valid_lifetime'], at + 4, 2);
      if (length >= 22) layer.add(field['opt.abro.6lbr_address'], at + 6, 16);
      return;
    case 37:
      layer.add(field['opt.captive_portal'], at, length);
      return;
    case 38:
      layer.add(field['opt.pref64.scaled_lifetime'], at, 2);
      layer.add(field['opt.pref64.plc'], at, 2);
      if (length >= 14) layer.addComputed(field['opt.pref64.prefix'], padded(layer, at + 2, 12), at + 2, 12);
      return;
    default:
      layer.add(field.unknown_data, at, length);
  }
}

/** An address of six bytes; of another size where the link has longer ones. */
function dissectLinkLayerAddress(layer: Layer, field: OptionFields, type: number, at: number, length: number): void {
  const owner = type === optionType.sourceLinkLayer ? field['opt.src_linkaddr'] : field['opt.target_linkaddr'];
  layer.add(field['opt.linkaddr'], at, length);
  if (layer.inTree) layer.retitle(`Link-layer address: ${hexText(layer.slice(at, length), ':')}`);
  layer.add(owner, at, length);
}

function dissectPrefix(layer: Layer, field: OptionFields, at: number): void {
  layer.add(field['opt.prefix.length'], at, 1);
  layer.open(field['opt.prefix.flag'], at + 1, 1);
  layer.add(field['opt.prefix.flag.l'], at + 1, 1);
  layer.add(field['opt.prefix.flag.a'], at + 1, 1);
  layer.add(field['opt.prefix.flag.r'], at + 1, 1);
  layer.add(field['opt.prefix.flag.reserved'], at + 1, 1);
  layer.close();
  layer.add(field['opt.prefix.valid_lifetime'], at + 2, 4);
  layer.add(field['opt.prefix.preferred_lifetime'], at + 6, 4);
  layer.addComputed(field['opt.reserved'], 1, at + 10, 4);
  layer.add(field['opt.prefix'], at + 14, 16);
}

/** RFC 5380, section 4.2. */
function dissectMobilityAnchor(layer: Layer, field: OptionFields, at: number): void {
  layer.add(field['opt.map.distance'], at, 1);
  layer.add(field['opt.map.preference'], at, 1);
  layer.open(field['opt.map.flag'], at + 1, 1);
  layer.add(field['opt.map.flag.r'], at + 1, 1);
  layer.add(field['opt.map.flag.reserved'], at + 1, 1);
  layer.close();
  layer.add(field['opt.map.valid_lifetime'], at + 2, 4);
  layer.add(field['opt.map.global_address'], at + 6, 16);
}

/** RFC 4191, section 2.3: the prefix is as long as the option leaves room. */
function dissectRoute(layer: Layer, field: OptionFields, at: number, length: number): void {
  layer.add(field['opt.prefix.length'], at, 1);
  layer.open(field['opt.route_info.flag'], at + 1, 1);
  layer.add(field['opt.route_info.flag.route_preference'], at + 1, 1);
  layer.add(field['opt.route_info.flag.reserved'], at + 1, 1);
  layer.close();
  layer.add(field['opt.route_lifetime'], at + 2, 4);
  const size = Math.min(length - 6, 16);
  layer.addComputed(field['opt.prefix'], padded(layer, at + 6, size), at + 6, size);
}

/** RFC 6775, section 4.2. */
function dissectContext(layer: Layer, field: OptionFields, at: number, length: number): void {
  layer.add(field['opt.6co.context_length'], at, 1);
  layer.open(field['opt.6co.flag'], at + 1, 1);
  layer.add(field['opt.6co.flag.c'], at + 1, 1);
  layer.add(field['opt.6co.flag.cid'], at + 1, 1);
  layer.add(field['opt.6co.flag.reserved'], at + 1, 1);
  layer.close();
  layer.addComputed(field['opt.reserved'], 1, at + 2, 2);
  layer.add(field['opt.6co.valid_lifetime'], at + 4, 2);
  const size = Math.min(length - 6, 16);
  if (size > 0) layer.addComputed(field['opt.6co.context_prefix'], padded(layer, at + 6, size), at + 6, size);
}

/** Names as DNS writes them, without compression; zeros fill the option up. RFC 8106, section 5.2. */
function dissectDomainNames(layer: Layer, field: OptionFields, at: number, end: number): void {
  let place = at;
  while (place < end && layer.u8(place) !== 0) {
    const start = place;
    const labels: string[] = [];
    while (place < end && layer.u8(place) !== 0) {
      const size = layer.u8(place);
      if (size > 63 || place + 1 + size > end) {
        layer.malformed(`Domain name: a label of ${size} bytes does not fit`, place, end - place);
        return;
      }
      labels.push(layer.text(place + 1, size));
      place += 1 + size;
    }
    place = Math.min(place + 1, end);
    layer.addComputed(field['opt.dnssl'], labels.join('.'), start, place - start);
  }
  if (place < end) layer.addComputed(field['opt.padding'], 1, place, end - place);
}

/** An address of which only the first `length` bytes are sent. */
function padded(layer: Layer, at: number, length: number): Uint8Array {
  const address = new Uint8Array(16);
  address.set(layer.slice(at, length));
  return address;
}

/** Seconds in 48 bits and a fraction in 16, as nanoseconds. RFC 3971, section 5.3.1. */
const timestamp = (layer: Layer, at: number): bigint => (layer.u64(at) * 1_000_000_000n) >> 16n;

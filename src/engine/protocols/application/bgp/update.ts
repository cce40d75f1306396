/** BGP's UPDATE: withdrawn routes, path attributes, reachable networks. RFC 4271, section 4.3; RFC 4760; RFC 1997. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import { pathAttributeNames } from '../../names/bgp';
import type { BgpFields } from './fields';

export function update(layer: Layer, field: BgpFields, at: number, end: number): void {
  layer.need(at, 2);
  layer.add(field['update.withdrawn_routes.length'], at, 2);
  const withdrawnEnd = at + 2 + layer.u16(at);
  if (withdrawnEnd > at + 2) {
    layer.open(field['update.withdrawn_routes'], at + 2, Math.min(withdrawnEnd, end) - at - 2);
    prefixes(layer, field, field.withdrawn_prefix, at + 2, Math.min(withdrawnEnd, end), 4);
    layer.close();
  }
  layer.need(withdrawnEnd, 2);
  layer.add(field['update.path_attributes.length'], withdrawnEnd, 2);
  const attributesAt = withdrawnEnd + 2;
  const attributesEnd = attributesAt + layer.u16(withdrawnEnd);
  const limit = Math.min(attributesEnd, end);
  if (limit > attributesAt) {
    layer.open(field['update.path_attributes'], attributesAt, limit - attributesAt);
    for (let next = attributesAt; next + 3 <= limit; ) next = pathAttribute(layer, field, next, limit);
    layer.close();
  }
  layer.need(attributesEnd, 0);
  if (attributesEnd >= end) return;
  layer.open(field['update.nlri'], attributesEnd, end - attributesEnd);
  prefixes(layer, field, field.nlri_prefix, attributesEnd, end, 4);
  layer.close();
}

/** Prefixes of addresses of `width` bytes, each as its length in bits and as many bytes as that takes. */
function prefixes(layer: Layer, field: BgpFields, prefix: Field, at: number, end: number, width: number): void {
  for (let next = at; next < end; ) {
    const bits = layer.u8(next);
    const length = (bits + 7) >> 3;
    if (length > width || next + 1 + length > end) {
      layer.malformed('A prefix is longer than its address or its list', next, 1);
      return;
    }
    const address = new Uint8Array(width);
    address.set(layer.slice(next + 1, length));
    layer.add(field.prefix_length, next, 1);
    const value = width === 4 ? new DataView(address.buffer).getUint32(0) : address;
    layer.addComputed(prefix, value, next + 1, length);
    layer.append(`/${bits}`);
    next += 1 + length;
  }
}

function pathAttribute(layer: Layer, field: BgpFields, at: number, end: number): number {
  const flags = layer.u8(at);
  const type = layer.u8(at + 1);
  const width = (flags & 0x10) === 0 ? 1 : 2;
  const start = at + 2 + width;
  const length = width === 1 ? layer.u8(at + 2) : layer.u16(at + 2);
  if (start + length > end) {
    layer.malformed('A path attribute is longer than the attributes', at, start - at);
    return end;
  }
  layer.open(field['update.path_attribute'], at, start + length - at);
  if (layer.inTree) layer.append(` - ${pathAttributeNames[type] ?? `Unknown (${type})`}`);
  layer.open(field['update.path_attribute.flags'], at, 1);
  layer.add(field['update.path_attribute.flags.optional'], at, 1);
  layer.add(field['update.path_attribute.flags.transitive'], at, 1);
  layer.add(field['update.path_attribute.flags.partial'], at, 1);
  layer.add(field['update.path_attribute.flags.extended_length'], at, 1);
  layer.close();
  layer.add(field['update.path_attribute.type_code'], at + 1, 1);
  layer.add(field['update.path_attribute.length'], at + 2, width);
  attributeValue(layer, field, type, start, start + length);
  layer.close();
  return start + length;
}

/** Attributes that are one number or address of four bytes. */
const fourBytes: Readonly<Record<number, keyof BgpFields>> = {
  3: 'update.path_attribute.next_hop',
  4: 'update.path_attribute.multi_exit_disc',
  5: 'update.path_attribute.local_pref',
  9: 'update.path_attribute.originator_id',
};

function attributeValue(layer: Layer, field: BgpFields, type: number, at: number, end: number): void {
  const length = end - at;
  const single = fourBytes[type];
  if (single !== undefined && length === 4) layer.add(field[single], at, 4);
  else if (type === 1 && length === 1) layer.add(field['update.path_attribute.origin'], at, 1);
  else if (type === 2) path(layer, field, at, end, fits(layer, at, end, 2) ? 2 : 4);
  else if (type === 17) path(layer, field, at, end, 4);
  else if ((type === 7 || type === 18) && (length === 6 || length === 8)) {
    layer.add(field['update.path_attribute.aggregator_as'], at, length - 4);
    layer.add(field['update.path_attribute.aggregator_origin'], end - 4, 4);
  } else if (type === 8) communities(layer, field, at, end);
  else if (type === 14 && length >= 5) reachable(layer, field, at, end);
  else if (type === 15 && length >= 3) unreachable(layer, field, at, end);
  else if (length > 0) layer.add(field['update.path_attributes.unknown'], at, length);
}

/** Whether the segments of an AS path with numbers of `width` bytes end where the path does. */
function fits(layer: Layer, at: number, end: number, width: number): boolean {
  let next = at;
  while (next + 2 <= end && layer.u8(next) >= 1 && layer.u8(next) <= 4) next += 2 + layer.u8(next + 1) * width;
  return next === end;
}

function path(layer: Layer, field: BgpFields, at: number, end: number, width: number): void {
  for (let next = at; next + 2 <= end; ) {
    const stop = Math.min(end, next + 2 + layer.u8(next + 1) * width);
    layer.open(field['update.path_attribute.as_path_segment'], next, stop - next);
    layer.add(field['update.path_attribute.as_path_segment.type'], next, 1);
    layer.add(field['update.path_attribute.as_path_segment.length'], next + 1, 1);
    const number = field[`update.path_attribute.as_path_segment.as${width === 2 ? 2 : 4}`];
    for (let place = next + 2; place + width <= stop; place += width) layer.add(number, place, width);
    layer.close();
    next = stop;
  }
}

function communities(layer: Layer, field: BgpFields, at: number, end: number): void {
  layer.open(field['update.path_attribute.communities'], at, end - at);
  for (let next = at; next + 4 <= end; next += 4) {
    layer.open(field['update.path_attribute.community'], next, 4);
    layer.append(`: ${layer.u16(next)}:${layer.u16(next + 2)}`);
    layer.add(field['update.path_attribute.community_as'], next, 2);
    layer.add(field['update.path_attribute.community_value'], next + 2, 2);
    layer.close();
  }
  layer.close();
}

/** Widths in bytes of the families whose prefixes are plain addresses, and the fields for them. */
function plainFamily(family: number, subsequent: number): 4 | 16 | undefined {
  if (subsequent !== 1 && subsequent !== 2) return undefined;
  return family === 1 ? 4 : family === 2 ? 16 : undefined;
}

function reachable(layer: Layer, field: BgpFields, at: number, end: number): void {
  layer.add(field['update.path_attribute.mp_reach_nlri.afi'], at, 2);
  layer.add(field['update.path_attribute.mp_reach_nlri.safi'], at + 2, 1);
  const hopEnd = Math.min(end, at + 4 + layer.u8(at + 3));
  if (hopEnd > at + 4) layer.add(field['update.path_attribute.mp_reach_nlri.next_hop'], at + 4, hopEnd - at - 4);
  const start = hopEnd + 1;
  const width = plainFamily(layer.u16(at), layer.u8(at + 2));
  if (start >= end) return;
  layer.open(field['update.path_attribute.mp_reach_nlri'], start, end - start);
  const prefix = width === 4 ? field.mp_reach_nlri_ipv4_prefix : field.mp_reach_nlri_ipv6_prefix;
  if (width !== undefined) prefixes(layer, field, prefix, start, end, width);
  layer.close();
}

function unreachable(layer: Layer, field: BgpFields, at: number, end: number): void {
  layer.add(field['update.path_attribute.mp_unreach_nlri.afi'], at, 2);
  layer.add(field['update.path_attribute.mp_unreach_nlri.safi'], at + 2, 1);
  const width = plainFamily(layer.u16(at), layer.u8(at + 2));
  if (at + 3 >= end) return;
  layer.open(field['update.path_attribute.mp_unreach_nlri'], at + 3, end - at - 3);
  const prefix = width === 4 ? field.mp_unreach_nlri_ipv4_prefix : field.mp_unreach_nlri_ipv6_prefix;
  if (width !== undefined) prefixes(layer, field, prefix, at + 3, end, width);
  layer.close();
}

/** Routing header: nodes that the datagram visits on its way. RFC 8200, section 4.4; types: RFC 5095, 6275, 6554, 8754. */
import { bytes, expert, ipv6Address, label, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { ipProtocolNames } from '../names/ip-protocols';

const routingType = { source: 0, mobile: 2, lowPower: 3, segment: 4, compact16: 5, compact32: 6 } as const;

const fields = {
  nxt: u8({ at: 0, label: 'Next Header', values: ipProtocolNames }),
  len: u8({ at: 1, label: 'Length' }),
  len_oct: u16({ label: 'Length', unit: 'bytes', value: (layer) => 8 * (layer.u8(1) + 1) }),
  type: u8({
    at: 2,
    label: 'Type',
    values: {
      0: 'Source Route',
      1: 'Nimrod',
      2: 'Type 2 Routing',
      3: 'RPL Source Route',
      4: 'Segment Routing',
      5: 'Compact Routing Header 16',
      6: 'Compact Routing Header 32',
      253: 'Experiment 1',
      254: 'Experiment 2',
    },
  }),
  segleft: u8({ at: 3, label: 'Segments Left' }),
  deprecated: expert('note', { label: 'Routing header type is deprecated' }),
  invalid_segleft: expert('warning', { label: 'Segments left exceed the number of addresses' }),
  'src.reserved': bytes({ label: 'Reserved' }),
  'src.addr': ipv6Address({ label: 'Address' }),
  'mipv6.reserved': bytes({ label: 'Reserved' }),
  'mipv6.home_address': ipv6Address({ label: 'Home Address' }),
  'rpl.cmprI': u32({ label: 'Compressed Internal Octets (CmprI)', mask: 0xf0000000 }),
  'rpl.cmprE': u32({ label: 'Compressed Final Octets (CmprE)', mask: 0x0f000000 }),
  'rpl.pad': u32({ label: 'Padding Bytes', mask: 0x00f00000 }),
  'rpl.reserved': u32({ label: 'Reserved', mask: 0x000fffff }),
  'rpl.addr_count': u32({ label: 'Total Address Count', generated: true, id: 'ipv6.routing.rpl.addr_count' }),
  'rpl.address': bytes({ label: 'Address' }),
  'rpl.full_address': ipv6Address({ label: 'Full Address', generated: true }),
  'srh.last_entry': u8({ label: 'Last Entry' }),
  'srh.flags': u8({ label: 'Flags', base: 'hex' }),
  'srh.tag': bytes({ label: 'Tag' }),
  'srh.addr': ipv6Address({ label: 'Address' }),
  'crh16.sid': u16({ label: 'Segment ID' }),
  'crh32.sid': u32({ label: 'Segment ID' }),
  unknown_data: bytes({ label: 'Type-Specific Data' }),
  undecoded: label({ label: 'Type-length-value objects' }),
} as const;

export default protocol({
  id: 'ipv6.routing',
  title: 'Routing Header for IPv6',
  embedded: true,
  column: 'IPv6',
  shortName: 'IPv6 Routing',
  setsColumn: false,
  parents: [on('ip.proto', 43)],
  header: 8,
  fields,
  dissect(layer, field) {
    const length = 8 * (layer.u8(1) + 1);
    layer.trim(length);
    layer.setInfo('IPv6 routing header');
    layer.header();
    layer.span(length);
    if (layer.inTree) layer.heading(` (${field.type.nameOf(layer.u8(2)) ?? 'Unknown'})`);
    layer.need(0, length);
    redirect(layer, length);
    if (layer.emitting) dissectByType(layer, field, length);
  },
});

/** While stops are left, the IPv6 header names the next one; the datagram's real destination stands here. */
function redirect(layer: Layer, length: number): void {
  const { dissection } = layer;
  if (dissection.quoting > 0 || dissection.addressBytes !== layer.bytes || layer.u8(3) === 0) return;
  const last = finalAddressAt(layer, length);
  if (last >= 8 && last + 16 <= length) dissection.destinationAt = layer.start + last;
}

/** Offset of the last stop's address, -1 where the type has none in full. */
function finalAddressAt(layer: Layer, length: number): number {
  switch (layer.u8(2)) {
    case routingType.source:
    case routingType.mobile:
      return 8 + 16 * (Math.floor((length - 8) / 16) - 1);
    case routingType.segment:
      return 8;
    case routingType.lowPower:
      return (layer.u8(4) & 0x0f) === 0 ? length - (layer.u8(5) >> 4) - 16 : -1;
    default:
      return -1;
  }
}

function dissectByType(layer: Layer, field: FieldsOf<typeof fields>, length: number): void {
  switch (layer.u8(2)) {
    case routingType.source:
      layer.addComputed(field.deprecated, 1, 2, 1);
      layer.add(field['src.reserved'], 4, 4);
      checkSegmentsLeft(layer, field, Math.floor((length - 8) / 16));
      for (let at = 8; at + 16 <= length; at += 16) layer.add(field['src.addr'], at, 16);
      return;
    case routingType.mobile:
      layer.add(field['mipv6.reserved'], 4, 4);
      checkSegmentsLeft(layer, field, Math.floor((length - 8) / 16));
      for (let at = 8; at + 16 <= length; at += 16) layer.add(field['mipv6.home_address'], at, 16);
      return;
    case routingType.lowPower:
      dissectLowPowerRoute(layer, field, length);
      return;
    case routingType.segment:
      dissectSegments(layer, field, length);
      return;
    case routingType.compact16:
      for (let at = 4; at + 2 <= length; at += 2) layer.add(field['crh16.sid'], at, 2);
      return;
    case routingType.compact32:
      for (let at = 4; at + 4 <= length; at += 4) layer.add(field['crh32.sid'], at, 4);
      return;
    default:
      layer.add(field.unknown_data, 4, length - 4);
  }
}

function checkSegmentsLeft(layer: Layer, field: FieldsOf<typeof fields>, addresses: number): void {
  if (layer.u8(3) > addresses) layer.addComputed(field.invalid_segleft, 1, 3, 1);
}

/** Addresses leave away the leading bytes that they share with the destination. RFC 6554, section 3. */
function dissectLowPowerRoute(layer: Layer, field: FieldsOf<typeof fields>, length: number): void {
  layer.add(field['rpl.cmprI'], 4, 4);
  layer.add(field['rpl.cmprE'], 4, 4);
  layer.add(field['rpl.pad'], 4, 4);
  layer.add(field['rpl.reserved'], 4, 4);
  const inner = 16 - (layer.u8(4) >> 4);
  const last = 16 - (layer.u8(4) & 0x0f);
  const room = length - 8 - (layer.u8(5) >> 4) - last;
  if (room < 0) return;
  const count = Math.floor(room / inner) + 1;
  layer.addComputed(field['rpl.addr_count'], count, 4, 4);
  checkSegmentsLeft(layer, field, count);
  const { dissection } = layer;
  const prefix = layer.parent?.protocol.id === 'ipv6' ? layer.parent.slice(24, 16) : undefined;
  for (let i = 0; i < count; i++) {
    const size = i === count - 1 ? last : inner;
    const at = 8 + i * inner;
    layer.add(field['rpl.address'], at, size);
    if (prefix === undefined || dissection.sink === undefined) continue;
    const whole = prefix.slice();
    whole.set(layer.slice(at, size), 16 - size);
    layer.addComputed(field['rpl.full_address'], whole, at, size);
  }
}

/** RFC 8754, section 2. */
function dissectSegments(layer: Layer, field: FieldsOf<typeof fields>, length: number): void {
  layer.add(field['srh.last_entry'], 4, 1);
  layer.add(field['srh.flags'], 5, 1);
  layer.add(field['srh.tag'], 6, 2);
  const end = 8 + 16 * (layer.u8(4) + 1);
  for (let at = 8; at + 16 <= Math.min(end, length); at += 16) layer.add(field['srh.addr'], at, 16);
  if (end < length) layer.addComputed(field.undecoded, 1, end, length - end);
}

/** Generic Routing Encapsulation, also as PPTP uses it. RFC 2784, 2890, 1701; version 1: RFC 2637, section 4. */
import { internetChecksum } from '../../bytes/checksum';
import { bytes, expert, flag, label, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { etherTypeNames } from '../names/ether-types';

const byProtocol = table('gre.proto');
const byEtherType = table('ethertype');
const noOrYes = { 0: 'No', 1: 'Yes' };
const protocolNames: Readonly<Record<number, string>> = {
  0: 'Possible GRE keepalive packet',
  254: 'OSI',
  2048: 'IP',
  8192: 'CDP (Cisco)',
  8193: 'NHRP',
  8939: 'ERSPAN III',
  25600: 'MIKROTIK EoIP',
  25945: 'Frame Relay',
  34827: 'PPP',
  34878: 'WCCP',
  35006: 'ERSPAN',
};

const bit = {
  checksum: 0x8000,
  routing: 0x4000,
  key: 0x2000,
  sequence: 0x1000,
  acknowledgement: 0x0080,
} as const;
const isEnhanced = (layer: Layer): boolean => (layer.u16(0) & 7) === 1;

const fields = {
  flags_and_version: u16({ at: 0, label: 'Flags and Version', base: 'hex' }),
  'flags.checksum': flag({
    at: 0,
    length: 2,
    mask: 0x8000,
    label: 'Checksum Bit',
    values: noOrYes,
    within: 'flags_and_version',
  }),
  'flags.routing': flag({
    at: 0,
    length: 2,
    mask: 0x4000,
    label: 'Routing Bit',
    values: noOrYes,
    within: 'flags_and_version',
  }),
  'flags.key': flag({ at: 0, length: 2, mask: 0x2000, label: 'Key Bit', values: noOrYes, within: 'flags_and_version' }),
  'flags.sequence_number': flag({
    at: 0,
    length: 2,
    mask: 0x1000,
    label: 'Sequence Number Bit',
    values: noOrYes,
    within: 'flags_and_version',
  }),
  'flags.strict_source_route': flag({
    at: 0,
    length: 2,
    mask: 0x0800,
    label: 'Strict Source Route Bit',
    values: noOrYes,
    within: 'flags_and_version',
  }),
  'flags.recursion_control': u16({ at: 0, mask: 0x0700, label: 'Recursion control', within: 'flags_and_version' }),
  'flags.ack': flag({
    at: 0,
    length: 2,
    mask: 0x0080,
    label: 'Acknowledgment',
    values: noOrYes,
    within: 'flags_and_version',
    when: isEnhanced,
  }),
  'flags.reserved': u16({
    at: 0,
    label: 'Flags (Reserved)',
    within: 'flags_and_version',
    value: (layer) => (layer.u16(0) >> 3) & (isEnhanced(layer) ? 0x0f : 0x1f),
  }),
  'flags.version': u16({
    at: 0,
    mask: 0x0007,
    label: 'Version',
    within: 'flags_and_version',
    values: { 0: 'GRE', 1: 'Enhanced GRE' },
  }),
  proto: u16({
    at: 2,
    label: 'Protocol Type',
    base: 'hex',
    values: (value) => protocolNames[value] ?? etherTypeNames[value],
  }),
  checksum: u16({ label: 'Checksum', base: 'hex' }),
  'checksum.status': u8({
    label: 'Checksum Status',
    generated: true,
    values: { 0: 'Bad', 1: 'Good', 2: 'Unverified' },
  }),
  'checksum.incorrect': expert('warning', { group: 'checksum', label: 'Incorrect GRE Checksum' }),
  offset: u16({ label: 'Offset' }),
  key: u32({ label: 'Key', base: 'hex' }),
  'key.payload_length': u16({ label: 'Payload Length' }),
  'key.call_id': u16({ label: 'Call ID' }),
  sequence_number: u32({ label: 'Sequence Number' }),
  ack_number: u32({ label: 'Acknowledgment Number' }),
  routing: label({ label: 'Routing' }),
  'routing.address_family': u16({ label: 'Address Family' }),
  'routing.sre_offset': u8({ label: 'SRE Offset' }),
  'routing.src_length': u8({ label: 'SRE Length' }),
  'routing.information': bytes({ label: 'Routing Information' }),
} as const;

export default protocol({
  id: 'gre',
  title: 'Generic Routing Encapsulation',
  column: 'GRE',
  columnAfter: 4,
  parents: [on('ip.proto', 47)],
  header: 4,
  fields,
  dissect(layer, field) {
    const type = layer.u16(2);
    const name = protocolNames[type] ?? etherTypeNames[type];
    layer.header();
    if (layer.inTree) layer.heading(` (${name ?? `0x${type.toString(16).padStart(4, '0')} - unknown`})`);
    if (layer.wantsInfo) layer.setInfo(`Encapsulated ${name ?? `0x${type.toString(16).padStart(4, '0')} (unknown)`}`);
    const at = dissectOptionalFields(layer, field);
    layer.span(at);
    if (layer.reported <= at) return;
    const next = byProtocol.get(type) ?? (isShared(type) ? byEtherType.get(type) : undefined);
    layer.next(next ?? data, at, layer.reported - at, type);
  },
});

/** EtherTypes that mean the same here. */
const isShared = (type: number): boolean =>
  type === 0x880b || type === 0x8847 || type === 0x8848 || type === 0x894f || type === 0x8137;

/** Gives the offset of the payload. */
function dissectOptionalFields(layer: Layer, field: FieldsOf<typeof fields>): number {
  const bits = layer.u16(0);
  let at = 4;
  if ((bits & (bit.checksum | bit.routing)) !== 0) {
    layer.add(field.checksum, at, 2);
    if (layer.emitting && (bits & bit.checksum) !== 0) verify(layer, field);
    layer.add(field.offset, at + 2, 2);
    at += 4;
  }
  if ((bits & bit.key) !== 0) {
    if (isEnhanced(layer)) {
      layer.add(field['key.payload_length'], at, 2);
      layer.add(field['key.call_id'], at + 2, 2);
    } else layer.add(field.key, at, 4);
    at += 4;
  }
  if ((bits & bit.sequence) !== 0) {
    layer.add(field.sequence_number, at, 4);
    at += 4;
  }
  if (isEnhanced(layer) && (bits & bit.acknowledgement) !== 0) {
    layer.add(field.ack_number, at, 4);
    at += 4;
  }
  return (bits & bit.routing) === 0 ? at : dissectRouting(layer, field, at);
}

function verify(layer: Layer, field: FieldsOf<typeof fields>): void {
  const whole = layer.available >= layer.reported && layer.dissection.quoting === 0;
  const status = whole ? (internetChecksum(layer.bytes, layer.start, layer.available) === 0 ? 1 : 0) : 2;
  layer.addComputed(field['checksum.status'], status);
  if (status === 0) layer.addComputed(field['checksum.incorrect'], 1, 4, 2);
}

/** Source route entries up to one of length zero. RFC 1701. */
function dissectRouting(layer: Layer, field: FieldsOf<typeof fields>, start: number): number {
  let at = start;
  for (;;) {
    const length = layer.u8(at + 3);
    layer.need(at, 4 + length);
    layer.open(field.routing, at, 4 + length);
    layer.add(field['routing.address_family'], at, 2);
    layer.add(field['routing.sre_offset'], at + 2, 1);
    layer.add(field['routing.src_length'], at + 3, 1);
    if (length > 0) layer.add(field['routing.information'], at + 4, length);
    layer.close();
    at += 4 + length;
    if (length === 0) return at;
  }
}

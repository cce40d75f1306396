/** Packets logged by Linux netfilter. LINKTYPE_NFLOG; linux/netfilter/nfnetlink_log.h. */
import { linkType } from '../../capture-file/link-types';
import { absoluteTime, bytes, i32, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { etherTypeNames } from '../names/ether-types';
import eth from './eth';

const byVersion = table('ip.version');

const attribute = {
  packetHeader: 1,
  timestamp: 3,
  inDevice: 4,
  outDevice: 5,
  physicalInDevice: 6,
  physicalOutDevice: 7,
  payload: 9,
  prefix: 10,
  user: 11,
  group: 14,
} as const;
const family = { ipv4: 2, bridge: 7, ipv6: 10 } as const;

const fields = {
  family: u8({
    at: 0,
    label: 'Family',
    values: {
      0: 'Unspecified',
      1: 'IPv4/IPv6',
      2: 'IPv4',
      3: 'ARP',
      5: 'Netdev',
      7: 'Bridge',
      10: 'IPv6',
      12: 'DECNET',
    },
  }),
  version: u8({ at: 1, label: 'Version' }),
  res_id: u16({ at: 2, label: 'Resource id' }),
  tlv: bytes({ label: 'TLV' }),
  tlv_length: u16({ label: 'Length' }),
  tlv_type: u16({
    label: 'Type',
    mask: 0x7fff,
    values: {
      0: 'NFULA_UNSPEC',
      1: 'NFULA_PACKET_HDR',
      2: 'NFULA_MARK',
      3: 'NFULA_TIMESTAMP',
      4: 'NFULA_IFINDEX_INDEV',
      5: 'NFULA_IFINDEX_OUTDEV',
      6: 'NFULA_IFINDEX_PHYSINDEV',
      7: 'NFULA_IFINDEX_PHYSOUTDEV',
      8: 'NFULA_HWADDR',
      9: 'NFULA_PAYLOAD',
      10: 'NFULA_PREFIX',
      11: 'NFULA_UID',
      12: 'NFULA_SEQ',
      13: 'NFULA_SEQ_GLOBAL',
      14: 'NFULA_GID',
      15: 'NFULA_HWTYPE',
      16: 'NFULA_HWHEADER',
      17: 'NFULA_HWLEN',
    },
  }),
  protocol: u16({ label: 'HW protocol', base: 'hex', values: etherTypeNames }),
  hook: u8({
    label: 'Netfilter hook',
    values: { 0: 'Pre-routing', 1: 'Local in', 2: 'Forward', 3: 'Local out', 4: 'Post-routing' },
  }),
  ifindex_indev: u32({ label: 'IFINDEX_INDEV' }),
  ifindex_outdev: u32({ label: 'IFINDEX_OUTDEV' }),
  ifindex_physindev: u32({ label: 'IFINDEX_PHYSINDEV' }),
  ifindex_physoutdev: u32({ label: 'IFINDEX_PHYSOUTDEV' }),
  prefix: text({ label: 'Prefix' }),
  uid: i32({ label: 'UID' }),
  gid: i32({ label: 'GID' }),
  timestamp: absoluteTime({ label: 'Timestamp' }),
  tlv_value: bytes({ label: 'Value' }),
} as const;
type LogFields = FieldsOf<typeof fields>;

export default protocol({
  id: 'nflog',
  title: 'Linux Netfilter NFLOG',
  column: 'NFLOG',
  parents: [on('wtap_encap', linkType.nflog)],
  header: 4,
  fields,
  dissect(layer, field) {
    layer.header();
    let payloadAt = -1;
    let payloadLength = 0;
    for (let at = 4; at + 4 <= layer.reported; ) {
      // Attributes are in the byte order of the machine: a small length tells which one.
      const little = layer.u16le(at) <= layer.u16(at);
      const length = little ? layer.u16le(at) : layer.u16(at);
      const type = (little ? layer.u16le(at + 2) : layer.u16(at + 2)) & 0x7fff;
      if (length < 4 || at + length > layer.reported) {
        layer.malformed('An attribute has an impossible length', at, 4);
        break;
      }
      if (type === attribute.payload) {
        payloadAt = at + 4;
        payloadLength = length - 4;
        if (layer.emitting) {
          showHead(layer, field, at, length, type);
          layer.close();
        }
        break;
      }
      layer.need(at, length);
      if (layer.emitting) {
        showHead(layer, field, at, length, type);
        showValue(layer, field, type, at + 4, length - 4);
        layer.close();
      }
      at += (length + 3) & ~3;
    }
    if (payloadAt < 0) return;
    layer.span(payloadAt);
    dissectPayload(layer, payloadAt, payloadLength);
  },
});

function showHead(layer: Layer, field: LogFields, at: number, length: number, type: number): void {
  layer.open(field.tlv, at, Math.min(length, layer.available - at));
  if (layer.inTree) layer.retitle(`TLV Type: ${field.tlv_type.nameOf(type) ?? 'Unknown'} (${type}), Length: ${length}`);
  layer.add(field.tlv_length, at, 2, length);
  layer.add(field.tlv_type, at + 2, 2, type);
}

/** Values, unlike lengths and types, are in network byte order. */
function showValue(layer: Layer, field: LogFields, type: number, at: number, length: number): void {
  if (length === 0) return;
  const number = (shown: LogFields['uid']): void => {
    if (length >= 4) layer.add(shown, at, 4);
  };
  switch (type) {
    case attribute.packetHeader:
      if (length < 3) return;
      layer.add(field.protocol, at, 2);
      layer.add(field.hook, at + 2, 1);
      return;
    case attribute.timestamp:
      if (length < 16) return;
      layer.addComputed(field.timestamp, layer.u64(at) * 1_000_000_000n + layer.u64(at + 8) * 1000n, at, 16);
      return;
    case attribute.inDevice:
      number(field.ifindex_indev);
      return;
    case attribute.outDevice:
      number(field.ifindex_outdev);
      return;
    case attribute.physicalInDevice:
      number(field.ifindex_physindev);
      return;
    case attribute.physicalOutDevice:
      number(field.ifindex_physoutdev);
      return;
    case attribute.prefix:
      layer.add(field.prefix, at, length);
      return;
    case attribute.user:
      number(field.uid);
      return;
    case attribute.group:
      number(field.gid);
      return;
    default:
      layer.add(field.tlv_value, at, length);
  }
}

function dissectPayload(layer: Layer, at: number, length: number): void {
  switch (layer.u8(0)) {
    case family.ipv4:
      if (layer.nextBy(byVersion, 4, at, length)) return;
      break;
    case family.ipv6:
      if (layer.nextBy(byVersion, 6, at, length)) return;
      break;
    case family.bridge:
      layer.next(eth, at, length);
      return;
  }
  layer.next(data, at, length);
}

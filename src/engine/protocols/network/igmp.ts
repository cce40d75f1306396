/** Internet Group Management Protocol, versions 1 to 3. RFC 1112 appendix I, RFC 2236, RFC 3376. */
import { ipv4TextAt } from '../../bytes/address';
import { internetChecksum } from '../../bytes/checksum';
import { bytes, expert, flag, ipv4Address, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { describeRecord } from './igmp/record-text';

const messageType = { query: 0x11, report1: 0x12, report2: 0x16, leave: 0x17, report3: 0x22 } as const;

const fields = {
  type: u8({
    at: 0,
    label: 'Type',
    base: 'hex',
    values: {
      1: 'Create Group Request',
      2: 'Create Group Reply',
      3: 'Join Group Request',
      4: 'Join Group Reply',
      5: 'Leave Group Request',
      6: 'Leave Group Reply',
      7: 'Confirm Group Request',
      8: 'Confirm Group Reply',
      17: 'Membership Query',
      18: 'Membership Report',
      19: 'DVMRP Protocol',
      20: 'PIM Routing Message',
      22: 'Membership Report',
      23: 'Leave Group',
      30: 'Traceroute Response',
      31: 'Traceroute Query or Request',
      34: 'Membership Report',
    },
  }),
  version: u8({ label: 'IGMP Version', generated: true }),
  reserved: bytes({ label: 'Reserved' }),
  max_resp: u16({ label: 'Max Resp Time', text: (tenths) => `Max Resp Time: ${(Number(tenths) / 10).toFixed(1)} sec` }),
  'max_resp.exp': u8({ label: 'Exponent', mask: 0x70, base: 'hex' }),
  'max_resp.mant': u8({ label: 'Mantissa', mask: 0x0f, base: 'hex' }),
  checksum: u16({ label: 'Checksum', base: 'hex' }),
  'checksum.status': u8({
    label: 'Checksum Status',
    generated: true,
    values: { 0: 'Bad', 1: 'Good', 2: 'Unverified', 3: 'Not present' },
  }),
  bad_checksum: expert('warning', { group: 'checksum', label: 'Bad checksum' }),
  maddr: ipv4Address({ label: 'Multicast Address' }),
  s: flag({
    label: 'S',
    mask: 0x08,
    values: { 0: 'Do not suppress router side processing', 1: 'SUPPRESS router side processing' },
  }),
  qrv: u8({ label: 'QRV', mask: 0x07 }),
  qqic: u8({ label: 'QQIC' }),
  num_src: u16({ label: 'Num Src' }),
  saddr: ipv4Address({ label: 'Source Address' }),
  num_grp_recs: u16({ label: 'Num Group Records' }),
  record_type: u8({
    label: 'Record Type',
    values: {
      1: 'Mode Is Include',
      2: 'Mode Is Exclude',
      3: 'Change To Include Mode',
      4: 'Change To Exclude Mode',
      5: 'Allow New Sources',
      6: 'Block Old Sources',
    },
  }),
  aux_data_len: u8({ label: 'Aux Data Len' }),
  aux_data: bytes({ label: 'Aux Data' }),
  data: bytes({ label: 'Data' }),
} as const;

/** Tenths of a second of a Max Resp Code: from 128 on a small floating-point number. RFC 3376, section 4.1.1. */
const delay = (code: number): number => (code < 128 ? code : ((code & 0x0f) | 0x10) << (((code >> 4) & 7) + 3));

/** 0 for types of which no version is known. A query's version follows from its length and code. RFC 3376, section 7.1. */
function versionOf(layer: Layer): number {
  switch (layer.u8(0)) {
    case messageType.query:
      return layer.reported >= 12 ? 3 : layer.u8(1) === 0 ? 1 : 2;
    case messageType.report1:
      return 1;
    case messageType.report2:
    case messageType.leave:
      return 2;
    case messageType.report3:
      return 3;
    default:
      return 0;
  }
}

export default protocol({
  id: 'igmp',
  title: 'Internet Group Management Protocol',
  column: 'IGMP',
  columnAfter: 1,
  parents: [on('ip.proto', 2)],
  fields,
  dissect(layer, field) {
    const type = layer.u8(0);
    layer.header();
    if (layer.wantsInfo) layer.setInfo(field.type.nameOf(type) ?? `Unknown Type: 0x${type.toString(16)}`);
    const version = versionOf(layer);
    if (version > 0) layer.setColumn(columns[version]);
    // Wireshark has a dissector under this one for each kind of message, which goes by the same name.
    const { dissection } = layer;
    if (field.type.nameOf(type) !== undefined)
      dissection.stack = dissection.stacks.push(dissection.stack, layer.protocol);
    layer.need(0, 8);
    if (version === 0) {
      layer.add(field.data, 1, layer.available - 1);
      return;
    }
    layer.addComputed(field.version, version);
    if (type === messageType.report3) {
      dissectReport3(layer, field);
      return;
    }
    if (version === 1) layer.add(field.reserved, 1, 1);
    else {
      layer.open(field.max_resp, 1, 1, version === 3 ? delay(layer.u8(1)) : undefined);
      if (version === 3 && layer.u8(1) >= 128) {
        layer.add(field['max_resp.exp'], 1, 1);
        layer.add(field['max_resp.mant'], 1, 1);
      }
      layer.close();
    }
    addChecksum(layer, field);
    layer.add(field.maddr, 4, 4);
    if (layer.wantsInfo) layer.appendInfo(groupText(layer, type, version));
    if (type === messageType.query && version === 3) dissectQuery3(layer, field);
  },
});

const columns = ['IGMP', 'IGMPv1', 'IGMPv2', 'IGMPv3'];

function addChecksum(layer: Layer, field: FieldsOf<typeof fields>): void {
  layer.add(field.checksum, 2, 2);
  if (!layer.emitting) return;
  const whole = layer.available >= layer.reported && layer.dissection.quoting === 0;
  const status = whole ? (internetChecksum(layer.bytes, layer.start, layer.available) === 0 ? 1 : 0) : 2;
  layer.addComputed(field['checksum.status'], status);
  if (status === 0) layer.addComputed(field.bad_checksum, 1, 2, 2);
}

function groupText(layer: Layer, type: number, version: number): string {
  if (version === 1) return '';
  const group = ipv4TextAt(layer.bytes, layer.start + 4);
  if (type === messageType.query) return group === '0.0.0.0' ? ', general' : `, specific for group ${group}`;
  return type === messageType.report2 ? ` group ${group}` : ` ${group}`;
}

/** RFC 3376, section 4.1. */
function dissectQuery3(layer: Layer, field: FieldsOf<typeof fields>): void {
  layer.add(field.s, 8, 1);
  layer.add(field.qrv, 8, 1);
  layer.add(field.qqic, 9, 1);
  layer.add(field.num_src, 10, 2);
  const sources = layer.u16(10);
  layer.need(12, 4 * sources);
  if (layer.emitting) for (let i = 0; i < sources; i++) layer.add(field.saddr, 12 + 4 * i, 4);
  if (layer.wantsInfo && sources > 0) layer.appendInfo(`, source ${sourceList(layer, 12, sources)}`);
}

/** RFC 3376, section 4.2. */
function dissectReport3(layer: Layer, field: FieldsOf<typeof fields>): void {
  layer.add(field.reserved, 1, 1);
  addChecksum(layer, field);
  layer.add(field.reserved, 4, 2);
  layer.add(field.num_grp_recs, 6, 2);
  const records = layer.u16(6);
  if (records === 0) layer.appendInfo(' - General query');
  let at = 8;
  for (let i = 0; i < records; i++) {
    const type = layer.u8(at);
    const auxiliary = layer.u8(at + 1) * 4;
    const sources = layer.u16(at + 2);
    const length = 8 + 4 * sources + auxiliary;
    layer.need(at, length);
    const group = layer.wantsInfo || layer.inTree ? ipv4TextAt(layer.bytes, layer.start + at + 4) : '';
    if (layer.wantsInfo)
      layer.appendInfo(` / ${describeRecord(type, group, sources === 0 ? '' : sourceList(layer, at + 8, sources))}`);
    if (layer.emitting) {
      layer.openText(at, length, `Group Record : ${group}  ${field.record_type.nameOf(type) ?? 'Unknown'}`);
      layer.add(field.record_type, at, 1);
      layer.add(field.aux_data_len, at + 1, 1);
      layer.add(field.num_src, at + 2, 2);
      layer.add(field.maddr, at + 4, 4);
      for (let source = 0; source < sources; source++) layer.add(field.saddr, at + 8 + 4 * source, 4);
      if (auxiliary > 0) layer.add(field.aux_data, at + 8 + 4 * sources, auxiliary);
      layer.close();
    }
    at += length;
  }
}

function sourceList(layer: Layer, at: number, count: number): string {
  const list = Array.from({ length: count }, (_, i) => ipv4TextAt(layer.bytes, layer.start + at + 4 * i));
  return `{${list.join(', ')}}`;
}

/** Protocol Independent Multicast, version 2: header, hello options and registered packets. RFC 7761, section 4.9. */
import { internetChecksum } from '../../bytes/checksum';
import { bytes, flag, label, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';

const byVersion = table('ip.version');
const packet = { hello: 0, register: 1 } as const;

const fields = {
  version: u8({ at: 0, mask: 0xf0, label: 'Version' }),
  type: u8({
    at: 0,
    mask: 0x0f,
    label: 'Type',
    values: {
      0: 'Hello',
      1: 'Register',
      2: 'Register-stop',
      3: 'Join/Prune',
      4: 'Bootstrap',
      5: 'Assert',
      6: 'Graft',
      7: 'Graft-Ack',
      8: 'Candidate-RP-Advertisement',
      9: 'State-Refresh',
      10: 'DF election',
      11: 'ECMP redirect',
      12: 'PFM source discovery',
    },
  }),
  res_bytes: bytes({ at: 1, length: 1, label: 'Reserved byte(s)' }),
  cksum: u16({ at: 2, label: 'Checksum', base: 'hex' }),
  'cksum.status': u8({
    label: 'Checksum Status',
    generated: true,
    values: { 0: 'Bad', 1: 'Good', 2: 'Unverified' },
  }),
  option: label({ label: 'PIM Options' }),
  optiontype: u16({
    label: 'Type',
    values: {
      1: 'Hold Time',
      2: 'LAN Prune Delay',
      17: 'Mode/Age/Priority (deprecated)',
      19: 'DR Priority',
      20: 'Generation ID',
      21: 'State-Refresh Capable',
      22: 'Bidirectional Capable',
      24: 'Address List',
      26: 'Join Attribute',
      65001: 'Address List (old implementation)',
    },
  }),
  optionlength: u16({ label: 'Length' }),
  optionvalue: bytes({ label: 'Unknown' }),
  holdtime: u16({ label: 'Holdtime', unit: 'seconds' }),
  t: flag({ label: 'T', mask: 0x80 }),
  propagation_delay: u16({ label: 'Propagation Delay', mask: 0x7fff, unit: 'ms' }),
  override_interval: u16({ label: 'Override Interval', unit: 'ms' }),
  dr_priority: u32({ label: 'DR Priority' }),
  generation_id: u32({ label: 'Generation ID' }),
  state_refresh_version: u8({ label: 'Version' }),
  state_refresh_interval: u8({ label: 'Interval', unit: 'seconds' }),
  state_refresh_reserved: u16({ label: 'Reserved' }),
  register_flag: u32({ label: 'Flags', base: 'hex' }),
  'register_flag.border': flag({ label: 'Border', length: 4, mask: 0x80000000, values: { 0: 'No', 1: 'Yes' } }),
  'register_flag.null_register': flag({
    label: 'Null-Register',
    length: 4,
    mask: 0x40000000,
    values: { 0: 'No', 1: 'Yes' },
  }),
  data: bytes({ label: 'Message' }),
} as const;

type Fields = FieldsOf<typeof fields>;

export default protocol({
  id: 'pim',
  title: 'Protocol Independent Multicast',
  column: 'PIM',
  needsBytes: true,
  parents: [on('ip.proto', 103)],
  fields,
  dissect(layer, field) {
    const type = layer.u8(0) & 0x0f;
    layer.header();
    layer.setColumn(columns[layer.u8(0) >> 4] ?? 'PIM');
    layer.setInfo(field.type.nameOf(type) ?? 'Unknown');
    layer.need(0, 4);
    if (layer.emitting) layer.addComputed(field['cksum.status'], checksumStatus(layer, type));
    if (type === packet.hello) dissectHello(layer, field);
    else if (type === packet.register) dissectRegister(layer, field);
    else if (layer.available > 4) layer.add(field.data, 4, layer.available - 4);
  },
});

const columns: Readonly<Record<number, string>> = { 0: 'PIMv0', 1: 'PIMv1', 2: 'PIMv2' };

/** A register's checksum leaves the registered packet out. Over IPv6 a pseudo-header is part of it, which is not verified here. */
function checksumStatus(layer: Layer, type: number): number {
  if (layer.parent?.protocol.id !== 'ip' || layer.available < layer.reported) return 2;
  const length = type === packet.register ? Math.min(8, layer.available) : layer.available;
  return internetChecksum(layer.bytes, layer.start, length) === 0 ? 1 : 0;
}

function dissectHello(layer: Layer, field: Fields): void {
  layer.open(field.option, 4, layer.available - 4);
  for (let at = 4; at + 4 <= layer.reported; ) {
    const type = layer.u16(at);
    const length = layer.u16(at + 2);
    layer.need(at, 4 + length);
    layer.openText(at, 4 + length, `Option ${type}: ${field.optiontype.nameOf(type) ?? 'Unknown'}`);
    layer.add(field.optiontype, at, 2);
    layer.add(field.optionlength, at + 2, 2);
    dissectOption(layer, field, type, at + 4, length);
    layer.close();
    at += 4 + length;
  }
  layer.close();
}

/** Each option has a size of its own, whatever its length says. RFC 7761, section 4.9.2; RFC 3973, section 4.7.5. */
function dissectOption(layer: Layer, field: Fields, type: number, at: number, length: number): void {
  switch (type) {
    case 1:
      layer.need(at, 2);
      layer.add(field.holdtime, at, 2);
      return;
    case 2:
      layer.need(at, 4);
      layer.add(field.t, at, 1);
      layer.add(field.propagation_delay, at, 2);
      layer.add(field.override_interval, at + 2, 2);
      return;
    case 19:
      layer.need(at, 4);
      layer.add(field.dr_priority, at, 4);
      return;
    case 20:
      layer.need(at, 4);
      layer.add(field.generation_id, at, 4);
      return;
    case 21:
      layer.need(at, 4);
      layer.add(field.state_refresh_version, at, 1);
      layer.add(field.state_refresh_interval, at + 1, 1);
      layer.add(field.state_refresh_reserved, at + 2, 2);
      return;
    default:
      if (length > 0) layer.add(field.optionvalue, at, length);
  }
}

/** The packet that a router sends to the rendezvous point travels inside. RFC 7761, section 4.9.3. */
function dissectRegister(layer: Layer, field: Fields): void {
  layer.open(field.register_flag, 4, 4);
  layer.add(field['register_flag.border'], 4, 4);
  layer.add(field['register_flag.null_register'], 4, 4);
  layer.close();
  if (layer.reported <= 8) return;
  layer.keepingColumns(() => {
    if (!layer.nextBy(byVersion, layer.u8(8) >> 4, 8)) layer.add(field.data, 8, layer.available - 8);
  });
}

/** Link Layer Discovery Protocol. IEEE 802.1AB-2016, clause 8; organizations' own elements in outline. */
import { etherText } from '../../bytes/address';
import {
  bytes,
  ether,
  expert,
  flag,
  ipv4Address,
  ipv6Address,
  oid,
  text,
  u8,
  u16,
  u24,
  u32,
} from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';

const tlv = {
  end: 0,
  chassis: 1,
  port: 2,
  timeToLive: 3,
  portDescription: 4,
  systemName: 5,
  systemDescription: 6,
  capabilities: 7,
  managementAddress: 8,
  organization: 127,
} as const;

/** Subtypes of the identifiers. */
const hardwareChassis = 4;
const hardwarePort = 3;

const capability = { 0: 'Not capable', 1: 'Capable' };
const capabilityKeys = [
  'other',
  'repeater',
  'bridge',
  'wlan_access_pt',
  'router',
  'telephone',
  'docsis_cable_device',
  'station_only',
] as const;
const capabilityLabels = [
  'Other',
  'Repeater',
  'Bridge',
  'WLAN access point',
  'Router',
  'Telephone',
  'DOCSIS cable device',
  'Station only',
] as const;
const capabilityField = (index: number) =>
  flag({ label: capabilityLabels[index], length: 2, mask: 1 << index, values: capability });

const addressFamilies = { 1: 'IPv4', 2: 'IPv6', 6: '802 (includes all 802 media plus Ethernet)' };

const fields = {
  'tlv.type': u16({
    label: 'TLV Type',
    mask: 0xfe00,
    values: {
      0: 'End of LLDPDU',
      1: 'Chassis Id',
      2: 'Port Id',
      3: 'Time to Live',
      4: 'Port Description',
      5: 'System Name',
      6: 'System Description',
      7: 'System Capabilities',
      8: 'Management Address',
      127: 'Organization Specific',
    },
  }),
  'tlv.len': u16({ label: 'TLV Length', mask: 0x01ff }),
  'chassis.subtype': u8({
    label: 'Chassis Id Subtype',
    values: {
      0: 'Reserved',
      1: 'Chassis component',
      2: 'Interface alias',
      3: 'Port component',
      4: 'MAC address',
      5: 'Network address',
      6: 'Interface name',
      7: 'Locally assigned',
    },
  }),
  'chassis.id': bytes({ label: 'Chassis Id' }),
  'chassis.id.mac': ether({ label: 'Chassis Id' }),
  'chassis.id.ip4': ipv4Address({ label: 'Chassis Id' }),
  'chassis.id.ip6': ipv6Address({ label: 'Chassis Id' }),
  'port.subtype': u8({
    label: 'Port Id Subtype',
    values: {
      0: 'Reserved',
      1: 'Interface alias',
      2: 'Port component',
      3: 'MAC address',
      4: 'Network address',
      5: 'Interface name',
      6: 'Agent circuit Id',
      7: 'Locally assigned',
    },
  }),
  'port.id': text({ label: 'Port Id' }),
  'port.id.mac': ether({ label: 'Port Id' }),
  'port.id.ip4': ipv4Address({ label: 'Port Id' }),
  'port.id.ip6': ipv6Address({ label: 'Port Id' }),
  time_to_live: u16({ label: 'Seconds' }),
  'port.desc': text({ label: 'Port Description' }),
  'tlv.system.name': text({ label: 'System Name' }),
  'tlv.system.desc': text({ label: 'System Description' }),
  'tlv.system_cap': u16({ label: 'Capabilities', base: 'hex' }),
  'tlv.system_cap.other': capabilityField(0),
  'tlv.system_cap.repeater': capabilityField(1),
  'tlv.system_cap.bridge': capabilityField(2),
  'tlv.system_cap.wlan_access_pt': capabilityField(3),
  'tlv.system_cap.router': capabilityField(4),
  'tlv.system_cap.telephone': capabilityField(5),
  'tlv.system_cap.docsis_cable_device': capabilityField(6),
  'tlv.system_cap.station_only': capabilityField(7),
  'tlv.enable_system_cap': u16({ label: 'Enabled Capabilities', base: 'hex' }),
  'tlv.enable_system_cap.other': capabilityField(0),
  'tlv.enable_system_cap.repeater': capabilityField(1),
  'tlv.enable_system_cap.bridge': capabilityField(2),
  'tlv.enable_system_cap.wlan_access_pt': capabilityField(3),
  'tlv.enable_system_cap.router': capabilityField(4),
  'tlv.enable_system_cap.telephone': capabilityField(5),
  'tlv.enable_system_cap.docsis_cable_device': capabilityField(6),
  'tlv.enable_system_cap.station_only': capabilityField(7),
  'mgn.address.len': u8({ label: 'Address String Length' }),
  'mgn.address.subtype': u8({ label: 'Address Subtype', values: addressFamilies }),
  'mgn.addr.ip4': ipv4Address({ label: 'Management Address' }),
  'mgn.addr.ip6': ipv6Address({ label: 'Management Address' }),
  'mgn.addr.hex': bytes({ label: 'Management Address' }),
  'mgn.interface.subtype': u8({
    label: 'Interface Subtype',
    values: { 1: 'Unknown', 2: 'ifIndex', 3: 'System port number' },
  }),
  'mgn.interface.number': u32({ label: 'Interface Number' }),
  'mgn.obj.len': u8({ label: 'OID String Length' }),
  'mgn.obj.id': oid({ label: 'Object Identifier' }),
  'orgtlv.oui': u24({
    label: 'Organization Unique Code',
    values: {
      4623: 'IEEE 802.3',
      32962: 'IEEE 802.1',
      4795: 'TIA',
      3791: 'PROFIBUS Nutzerorganisation e.V.',
    },
  }),
  incorrect_length: expert('warning', { label: 'Invalid length', group: 'malformed' }),
  bad_type: expert('warning', { label: 'Incorrect type', group: 'malformed' }),
  org_data: bytes({ label: 'Organization Data', id: 'lldp.unknown_subtype.content' }),
} as const;

type Fields = FieldsOf<typeof fields>;

export default protocol({
  id: 'lldp',
  title: 'Link Layer Discovery Protocol',
  column: 'LLDP',
  parents: [on('ethertype', 0x88cc, 0x8942)],
  fields,
  dissect(layer, field) {
    layer.setInfo('');
    let place = 0;
    for (let at = 0; at + 2 <= layer.reported; ) {
      const word = layer.u16(at);
      const type = word >> 9;
      const length = word & 0x1ff;
      const wrong = wrongElement(layer, place, type, at, length);
      if (wrong !== undefined) {
        layer.setInfo(wrong);
        if (place < mandatory.length) layer.remark(type === place + 1 ? field.incorrect_length : field.bad_type, at, 2);
        return;
      }
      place++;
      layer.need(at, 2 + length);
      layer.openText(at, 2 + length, field['tlv.type'].nameOf(type) ?? `Reserved (${type})`);
      layer.add(field['tlv.type'], at, 2);
      layer.add(field['tlv.len'], at, 2);
      dissectElement(layer, field, type, at + 2, length);
      layer.close();
      at += 2 + length;
      if (type === tlv.end) {
        layer.trim(at);
        return;
      }
    }
  },
});

/** The first three elements, in their order. IEEE 802.1AB-2016, section 8.2. */
const mandatory = ['Chassis ID', 'Port ID', 'Time-to-Live'];

/** What is wrong with the element that is the `place`th, counted from 0: the mandatory ones come first, and not again. */
function wrongElement(layer: Layer, place: number, type: number, at: number, length: number): string | undefined {
  if (place >= mandatory.length)
    return type >= tlv.chassis && type <= tlv.timeToLive ? `Duplicate ${mandatory[type - 1]} TLV` : undefined;
  const fits = type === place + 1 && length >= 2 && (type === tlv.timeToLive || hardwareFits(layer, type, at, length));
  return fits ? undefined : `Invalid ${mandatory[place]} TLV`;
}

/** Whether an identifier that says it is a hardware address is as long as one. */
const hardwareFits = (layer: Layer, type: number, at: number, length: number): boolean =>
  length === 7 || !layer.has(at + 2, 1) || layer.u8(at + 2) !== (type === tlv.chassis ? hardwareChassis : hardwarePort);

/** `at` and `length` are those of the element's value; it is all there. */
function dissectElement(layer: Layer, field: Fields, type: number, at: number, length: number): void {
  switch (type) {
    case tlv.chassis:
      dissectIdentifier(layer, field, 'chassis', hardwareChassis, at, length);
      return;
    case tlv.port:
      dissectIdentifier(layer, field, 'port', hardwarePort, at, length);
      return;
    case tlv.timeToLive:
      if (length < 2) return;
      layer.add(field.time_to_live, at, 2);
      if (layer.wantsInfo) layer.appendInfo(`${layer.u16(at)}`, ' ');
      return;
    case tlv.portDescription:
      layer.add(field['port.desc'], at, length);
      return;
    case tlv.systemName:
      layer.add(field['tlv.system.name'], at, length);
      if (layer.wantsInfo) layer.appendInfo(`SysN=${layer.text(at, length, true)}`, ' ');
      return;
    case tlv.systemDescription:
      layer.add(field['tlv.system.desc'], at, length);
      if (layer.wantsInfo) layer.appendInfo(`SysD=${layer.text(at, length, true)}`, ' ');
      return;
    case tlv.capabilities:
      if (length < 4 || !layer.emitting) return;
      dissectCapabilities(layer, field, 'system_cap', at);
      dissectCapabilities(layer, field, 'enable_system_cap', at + 2);
      return;
    case tlv.managementAddress:
      if (layer.emitting) dissectManagementAddress(layer, field, at, length);
      return;
    case tlv.organization:
      if (length < 4) return;
      layer.add(field['orgtlv.oui'], at, 3);
      layer.add(field.org_data, at + 3, length - 3);
      return;
  }
}

/** The same subtypes, but for the hardware address's. The network address's first byte is its family. */
function dissectIdentifier(
  layer: Layer,
  field: Fields,
  who: 'chassis' | 'port',
  hardware: number,
  at: number,
  length: number,
): void {
  if (length < 2) return;
  const subtype = layer.u8(at);
  layer.add(field[`${who}.subtype`], at, 1);
  const isHardware = subtype === hardware && length === 7;
  const family = subtype === hardware + 1 ? layer.u8(at + 1) : 0;
  if (isHardware) layer.add(field[`${who}.id.mac`], at + 1, 6);
  else if (family === 1 && length === 6) layer.add(field[`${who}.id.ip4`], at + 2, 4);
  else if (family === 2 && length === 18) layer.add(field[`${who}.id.ip6`], at + 2, 16);
  else layer.add(field[`${who}.id`], at + 1, length - 1);
  if (!layer.wantsInfo) return;
  const value = isHardware ? etherText(layer.bytes, layer.start + at + 1) : layer.text(at + 1, length - 1, true);
  layer.appendInfo(`${isHardware ? 'MA' : (shortNames[who][subtype] ?? 'Id')}/${value}`, ' ');
}

const shortNames: Readonly<Record<'chassis' | 'port', Readonly<Record<number, string>>>> = {
  chassis: { 1: 'CC', 2: 'IA', 3: 'PC', 5: 'NA', 6: 'IN', 7: 'LA' },
  port: { 1: 'IA', 2: 'PC', 4: 'NA', 5: 'IN', 6: 'AC', 7: 'LA' },
};

function dissectCapabilities(layer: Layer, field: Fields, which: 'system_cap' | 'enable_system_cap', at: number): void {
  layer.open(field[`tlv.${which}`], at, 2);
  for (const key of capabilityKeys) layer.add(field[`tlv.${which}.${key}`], at, 2);
  layer.close();
}

function dissectManagementAddress(layer: Layer, field: Fields, at: number, length: number): void {
  const size = layer.u8(at);
  layer.add(field['mgn.address.len'], at, 1);
  if (size < 1 || at + size + 7 > at + length) return;
  layer.add(field['mgn.address.subtype'], at + 1, 1);
  const family = layer.u8(at + 1);
  if (family === 1 && size === 5) layer.add(field['mgn.addr.ip4'], at + 2, 4);
  else if (family === 2 && size === 17) layer.add(field['mgn.addr.ip6'], at + 2, 16);
  else layer.add(field['mgn.addr.hex'], at + 2, size - 1);
  const behind = at + 1 + size;
  layer.add(field['mgn.interface.subtype'], behind, 1);
  layer.add(field['mgn.interface.number'], behind + 1, 4);
  layer.add(field['mgn.obj.len'], behind + 5, 1);
  const identifier = layer.u8(behind + 5);
  if (identifier > 0 && behind + 6 + identifier <= at + length) layer.add(field['mgn.obj.id'], behind + 6, identifier);
}

/** Cisco Discovery Protocol. Cisco, "Cisco Discovery Protocol Packet Format". */
import { internetChecksum } from '../../bytes/checksum';
import { bytes, flag, ipv4Address, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';

const noOrYes = { 0: 'No', 1: 'Yes' };
const capability = (label: string, mask: number) => flag({ label, length: 4, mask, values: noOrYes });

const fields = {
  version: u8({ at: 0, label: 'Version' }),
  ttl: u8({ at: 1, label: 'TTL', unit: 'seconds' }),
  checksum: u16({ at: 2, label: 'Checksum', base: 'hex' }),
  'checksum.status': u8({
    label: 'Checksum Status',
    generated: true,
    values: { 0: 'Bad', 1: 'Good', 2: 'Unverified' },
  }),
  'tlv.type': u16({
    label: 'Type',
    base: 'hex',
    values: {
      1: 'Device ID',
      2: 'Addresses',
      3: 'Port ID',
      4: 'Capabilities',
      5: 'Software version',
      6: 'Platform',
      7: 'IP Prefix/Gateway (used for ODR)',
      8: 'Protocol Hello',
      9: 'VTP Management Domain',
      10: 'Native VLAN',
      11: 'Duplex',
      14: 'VoIP VLAN Reply',
      15: 'VoIP VLAN Query',
      16: 'Power consumption',
      17: 'MTU',
      18: 'Trust Bitmap',
      19: 'Untrusted Port CoS',
      20: 'System Name',
      21: 'System Object ID',
      22: 'Management Address',
      23: 'Location',
      25: 'Power Request',
      26: 'Power Available',
      27: 'Unidirectional Mode',
      29: 'EnergyWise over CDP',
      31: 'Spare PoE',
    },
  }),
  'tlv.len': u16({ label: 'Length' }),
  deviceid: text({ label: 'Device ID' }),
  number_of_addresses: u32({ label: 'Number of addresses' }),
  protocol_type: u8({ label: 'Protocol type', base: 'hex', values: { 1: 'NLPID', 2: '802.2' } }),
  protocol_length: u8({ label: 'Protocol length' }),
  protocol: bytes({ label: 'Protocol' }),
  address_length: u16({ label: 'Address length' }),
  address: bytes({ label: 'Address' }),
  address_ipv4: ipv4Address({ label: 'IP Address', id: 'cdp.nrgyz.ip_address' }),
  portid: text({ label: 'Sent through Interface' }),
  capabilities: u32({ label: 'Capabilities', base: 'hex' }),
  'capabilities.router': capability('Router', 0x1),
  'capabilities.trans_bridge': capability('Transparent Bridge', 0x2),
  'capabilities.src_bridge': capability('Source Route Bridge', 0x4),
  'capabilities.switch': capability('Switch', 0x8),
  'capabilities.host': capability('Host', 0x10),
  'capabilities.igmp_capable': capability('IGMP capable', 0x20),
  'capabilities.repeater': capability('Repeater', 0x40),
  'capabilities.voip_phone': capability('VoIP Phone', 0x80),
  'capabilities.remote': capability('Remotely Managed Device', 0x100),
  'capabilities.cvta': capability('CVTA/STP Dispute Resolution/Cisco VT Camera', 0x200),
  'capabilities.mac_relay': capability('Two Port Mac Relay', 0x400),
  software_version: text({ label: 'Software version' }),
  platform: text({ label: 'Platform' }),
  vtp_management_domain: text({ label: 'VTP Management Domain' }),
  native_vlan: u16({ label: 'Native VLAN' }),
  duplex: flag({ label: 'Duplex', values: { 0: 'Half', 1: 'Full' } }),
  voice_vlan: u16({ label: 'Voice VLAN' }),
  system_name: text({ label: 'System Name' }),
  data: bytes({ label: 'Data' }),
} as const;

type Fields = FieldsOf<typeof fields>;

export default protocol({
  id: 'cdp',
  title: 'Cisco Discovery Protocol',
  column: 'CDP',
  parents: [
    on('llc.cisco_pid', 0x2000),
    on('gre.proto', 0x2000),
    on('ppp.protocol', 0x0207),
    on('chdlc.protocol', 0x2000),
  ],
  header: 4,
  fields,
  dissect(layer, field) {
    layer.header();
    layer.setInfo('');
    if (layer.emitting) layer.addComputed(field['checksum.status'], checksumStatus(layer));
    for (let at = 4; at + 4 <= layer.reported; ) {
      const type = layer.u16(at);
      const length = layer.u16(at + 2);
      if (length < 4) {
        layer.malformed(`CDP: a length of ${length} cannot be`, at + 2, 2);
        return;
      }
      layer.need(at, length);
      layer.openText(at, length, field['tlv.type'].nameOf(type) ?? `Type ${type}`);
      layer.add(field['tlv.type'], at, 2);
      layer.add(field['tlv.len'], at + 2, 2);
      dissectElement(layer, field, type, at + 4, length - 4);
      layer.close();
      at += length;
    }
  },
});

/** Of odd packets Cisco sums the last byte as a signed number of its own; only the plain form is verified. */
function checksumStatus(layer: Layer): number {
  if (layer.available < layer.reported || layer.available % 2 === 1) return 2;
  return internetChecksum(layer.bytes, layer.start, layer.available) === 0 ? 1 : 0;
}

function dissectElement(layer: Layer, field: Fields, type: number, at: number, length: number): void {
  switch (type) {
    case 1:
      layer.add(field.deviceid, at, length);
      if (layer.wantsInfo) layer.appendInfo(`Device ID: ${layer.text(at, length, true)}`, '  ');
      return;
    case 2:
    case 22:
      if (length >= 4 && layer.emitting) dissectAddresses(layer, field, at, length);
      return;
    case 3:
      layer.add(field.portid, at, length);
      if (layer.wantsInfo) layer.appendInfo(`Port ID: ${layer.text(at, length, true)}`, '  ');
      return;
    case 4:
      if (length < 4 || !layer.emitting) return;
      layer.open(field.capabilities, at, 4);
      for (const [key, bit] of Object.entries(field)) if (key.startsWith('capabilities.')) layer.add(bit, at, 4);
      layer.close();
      return;
    case 5:
      layer.add(field.software_version, at, length);
      return;
    case 6:
      layer.add(field.platform, at, length);
      return;
    case 9:
      layer.add(field.vtp_management_domain, at, length);
      return;
    case 10:
      if (length >= 2) layer.add(field.native_vlan, at, 2);
      return;
    case 11:
      if (length >= 1) layer.add(field.duplex, at, 1);
      return;
    case 14:
      if (length >= 3) layer.add(field.voice_vlan, at + 1, 2);
      else if (length > 0) layer.add(field.data, at, length);
      return;
    case 20:
      layer.add(field.system_name, at, length);
      return;
    default:
      if (length > 0) layer.add(field.data, at, length);
  }
}

function dissectAddresses(layer: Layer, field: Fields, at: number, length: number): void {
  layer.add(field.number_of_addresses, at, 4);
  const end = at + length;
  let place = at + 4;
  for (let count = layer.u32(at); count > 0 && place + 2 <= end; count--) {
    const protocolLength = layer.u8(place + 1);
    const lengthAt = place + 2 + protocolLength;
    if (lengthAt + 2 > end) return;
    const addressLength = layer.u16(lengthAt);
    if (lengthAt + 2 + addressLength > end) return;
    layer.add(field.protocol_type, place, 1);
    layer.add(field.protocol_length, place + 1, 1);
    if (protocolLength > 0) layer.add(field.protocol, place + 2, protocolLength);
    layer.add(field.address_length, lengthAt, 2);
    const isIpv4 = protocolLength === 1 && layer.u8(place + 2) === 0xcc && addressLength === 4;
    if (isIpv4) layer.add(field.address_ipv4, lengthAt + 2, 4);
    else if (addressLength > 0) layer.add(field.address, lengthAt + 2, addressLength);
    place = lengthAt + 2 + addressLength;
  }
}

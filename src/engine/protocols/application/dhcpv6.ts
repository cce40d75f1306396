/** Dynamic Host Configuration Protocol for IPv6. RFC 8415; further options in outline. */
import { hexText, ipv6Text } from '../../bytes/address';
import { bytes, ipv6Address, text, u8, u16, u24, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { dhcpv6MessageNames, dhcpv6OptionNames } from '../names/dhcpv6';
import { DomainName } from './dns/domain-name';

const relayForward = 12;
const relayReply = 13;
const option = {
  clientIdentifier: 1,
  serverIdentifier: 2,
  identityAssociation: 3,
  temporaryAssociation: 4,
  address: 5,
  request: 6,
  preference: 7,
  elapsedTime: 8,
  relayMessage: 9,
  status: 13,
  vendorClass: 16,
  interfaceIdentifier: 18,
  dnsServers: 23,
  domainSearch: 24,
  prefixDelegation: 25,
  prefix: 26,
  fullName: 39,
} as const;
/** Messages and options inside each other beyond which we stop. */
const deepest = 16;

const fields = {
  msgtype: u8({ label: 'Message type', values: dhcpv6MessageNames }),
  xid: u24({ label: 'Transaction ID', base: 'hex' }),
  hopcount: u8({ label: 'Hopcount' }),
  linkaddr: ipv6Address({ label: 'Link address' }),
  peeraddr: ipv6Address({ label: 'Peer address' }),
  'option.type': u16({ label: 'Option', values: dhcpv6OptionNames }),
  'option.length': u16({ label: 'Length' }),
  'option.value': bytes({ label: 'Value' }),
  'duid.bytes': bytes({ label: 'DUID' }),
  'duid.type': u16({
    label: 'DUID Type',
    values: {
      1: 'link-layer address plus time',
      2: 'assigned by vendor based on Enterprise number',
      3: 'link-layer address',
      4: 'Universally Unique IDentifier (UUID)',
    },
  }),
  iaid: text({ label: 'IAID' }),
  'iaid.t1': u32({ label: 'T1' }),
  'iaid.t2': u32({ label: 'T2' }),
  'iaaddr.ip': ipv6Address({ label: 'IPv6 address' }),
  'iaaddr.pref_lifetime': u32({ label: 'Preferred lifetime' }),
  'iaaddr.valid_lifetime': u32({ label: 'Valid lifetime' }),
  'iaprefix.pref_lifetime': u32({ label: 'Preferred lifetime' }),
  'iaprefix.valid_lifetime': u32({ label: 'Valid lifetime' }),
  'iaprefix.pref_len': u8({ label: 'Prefix length' }),
  'iaprefix.pref_addr': ipv6Address({ label: 'Prefix address' }),
  requested_option_code: u16({ label: 'Requested Option code', values: dhcpv6OptionNames }),
  option_preference: u8({ label: 'Pref-value' }),
  elapsed_time: u16({ label: 'Elapsed time' }),
  status_code: u16({
    label: 'Status Code',
    values: {
      0: 'Success',
      1: 'UnspecFail',
      2: 'NoAddrAvail',
      3: 'NoBinding',
      4: 'NotOnLink',
      5: 'UseMulticast',
      6: 'NoPrefixAvail',
    },
  }),
  status_msg: text({ label: 'Status Message' }),
  'vendorclass.enterprise': u32({ label: 'Enterprise ID' }),
  interface_id: bytes({ label: 'Interface-ID' }),
  dns_server: ipv6Address({ label: 'DNS server address' }),
  search_list_entry: text({ label: 'List entry' }),
  client_fqdn_flags: u8({ label: 'Flags', base: 'hex' }),
  client_domain: text({ label: 'Client FQDN' }),
} as const;
type Dhcpv6Fields = FieldsOf<typeof fields>;

const domainName = new DomainName();

export default protocol({
  id: 'dhcpv6',
  title: 'DHCPv6',
  column: 'DHCPv6',
  parents: [on('udp.port', 546, 547)],
  fields,
  dissect(layer, field) {
    layer.setInfo('');
    walkMessage(layer, field, 0, layer.reported, 0);
  },
});

function walkMessage(layer: Layer, field: Dhcpv6Fields, at: number, end: number, depth: number): void {
  const type = layer.u8(at);
  layer.add(field.msgtype, at, 1);
  if (layer.wantsInfo) layer.appendInfo(dhcpv6MessageNames[type] ?? `Message Type ${type}`, ' ');
  if (type === relayForward || type === relayReply) {
    layer.need(at, 34);
    layer.add(field.hopcount, at + 1, 1);
    layer.add(field.linkaddr, at + 2, 16);
    layer.add(field.peeraddr, at + 18, 16);
    if (layer.wantsInfo) layer.appendInfo(` L: ${ipv6Text(layer.bytes, layer.start + at + 2)}`);
    walkOptions(layer, field, at + 34, end, depth);
    return;
  }
  layer.need(at, 4);
  layer.add(field.xid, at + 1, 3);
  if (layer.wantsInfo) layer.appendInfo(` XID: 0x${layer.u24(at + 1).toString(16)}`);
  walkOptions(layer, field, at + 4, end, depth);
}

function walkOptions(layer: Layer, field: Dhcpv6Fields, from: number, end: number, depth: number): void {
  if (depth >= deepest) {
    layer.limited(`More than ${deepest} messages and options inside each other`, from, end - from);
    return;
  }
  for (let at = from; at < end; ) {
    const type = layer.u16(at);
    const length = layer.u16(at + 2);
    if (at + 4 + length > end) {
      layer.malformed(`Option ${type} goes beyond the message`, at, end - at);
      return;
    }
    layer.need(at, 4 + length);
    layer.openText(at, 4 + length, dhcpv6OptionNames[type] ?? `Option ${type}`);
    layer.add(field['option.type'], at, 2);
    layer.add(field['option.length'], at + 2, 2);
    addOption(layer, field, type, at + 4, length, depth);
    if (layer.inTree) layer.close();
    at += 4 + length;
  }
}

function addOption(layer: Layer, field: Dhcpv6Fields, type: number, at: number, length: number, depth: number): void {
  const end = at + length;
  switch (type) {
    case option.clientIdentifier:
    case option.serverIdentifier:
      if (length < 2) return;
      layer.add(field['duid.bytes'], at, length);
      layer.add(field['duid.type'], at, 2);
      if (layer.wantsInfo && type === option.clientIdentifier)
        layer.appendInfo(` CID: ${hexText(layer.slice(at, length))}`);
      return;
    case option.identityAssociation:
    case option.prefixDelegation:
      if (length < 12) return;
      addIdentity(layer, field, at);
      layer.add(field['iaid.t1'], at + 4, 4);
      layer.add(field['iaid.t2'], at + 8, 4);
      walkOptions(layer, field, at + 12, end, depth + 1);
      return;
    case option.temporaryAssociation:
      if (length < 4) return;
      addIdentity(layer, field, at);
      walkOptions(layer, field, at + 4, end, depth + 1);
      return;
    case option.address:
      if (length < 24) return;
      layer.add(field['iaaddr.ip'], at, 16);
      layer.add(field['iaaddr.pref_lifetime'], at + 16, 4);
      layer.add(field['iaaddr.valid_lifetime'], at + 20, 4);
      if (layer.wantsInfo) layer.appendInfo(` IAA: ${ipv6Text(layer.bytes, layer.start + at)}`);
      walkOptions(layer, field, at + 24, end, depth + 1);
      return;
    case option.prefix:
      if (length < 25) return;
      layer.add(field['iaprefix.pref_lifetime'], at, 4);
      layer.add(field['iaprefix.valid_lifetime'], at + 4, 4);
      layer.add(field['iaprefix.pref_len'], at + 8, 1);
      layer.add(field['iaprefix.pref_addr'], at + 9, 16);
      walkOptions(layer, field, at + 25, end, depth + 1);
      return;
    case option.relayMessage:
      if (length > 0) walkMessage(layer, field, at, end, depth + 1);
      return;
    default:
      if (layer.emitting && length > 0) addPlainOption(layer, field, type, at, length);
  }
}

function addIdentity(layer: Layer, field: Dhcpv6Fields, at: number): void {
  if (layer.emitting) layer.add(field.iaid, at, 4, hexText(layer.slice(at, 4)));
}

function addPlainOption(layer: Layer, field: Dhcpv6Fields, type: number, at: number, length: number): void {
  switch (type) {
    case option.request:
      for (let i = 0; i + 2 <= length; i += 2) layer.add(field.requested_option_code, at + i, 2);
      return;
    case option.preference:
      layer.add(field.option_preference, at, 1);
      return;
    case option.elapsedTime:
      // Hundredths of a second on the wire.
      if (length >= 2) layer.add(field.elapsed_time, at, 2, layer.u16(at) * 10);
      layer.append(' ms');
      return;
    case option.status:
      if (length < 2) return;
      layer.add(field.status_code, at, 2);
      if (length > 2) layer.add(field.status_msg, at + 2, length - 2);
      return;
    case option.vendorClass:
      if (length >= 4) layer.add(field['vendorclass.enterprise'], at, 4);
      return;
    case option.interfaceIdentifier:
      layer.add(field.interface_id, at, length);
      return;
    case option.dnsServers:
      for (let i = 0; i + 16 <= length; i += 16) layer.add(field.dns_server, at + i, 16);
      return;
    case option.domainSearch:
      for (let name = at; name < at + length; ) {
        const nameEnd = domainName.read(layer, at, name, true);
        layer.add(field.search_list_entry, name, nameEnd - name, domainName.text);
        name = nameEnd;
      }
      return;
    case option.fullName:
      layer.add(field.client_fqdn_flags, at, 1);
      if (length < 2) return;
      // The name may lack its last label, and so its end.
      layer.add(field.client_domain, at + 1, length - 1, labels(layer, at + 1, at + length));
      return;
    default:
      layer.add(field['option.value'], at, length);
  }
}

function labels(layer: Layer, from: number, end: number): string {
  let text = '';
  for (let at = from; at < end; ) {
    const size = layer.u8(at);
    if (size === 0) break;
    const length = Math.min(size, end - at - 1);
    text += (text === '' ? '' : '.') + layer.text(at + 1, length);
    at += 1 + size;
  }
  return text;
}

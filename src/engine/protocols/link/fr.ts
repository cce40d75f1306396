/** Frame Relay: the address, then a network protocol as RFC 2427 or as Cisco says. ITU-T Q.922, annex A. LINKTYPE_FRELAY. */
import { linkType } from '../../capture-file/link-types';
import { flag, u8, u16, u24, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { etherTypeNames } from '../names/ether-types';
import eth from './eth';
import ppp from './ppp';

const byEtherType = table('ethertype');
const byAccessPoint = table('llc.dsap');

const unnumbered = 0x03;
const longestAddress = 4;
/** IEEE 802.1's, by which RFC 2427 names bridged frames, with and without their check sequence. */
const bridgedOrganization = 0x0080c2;
const bridgedWithCheck = 0x0001;
const bridged = 0x0007;
/** Network layer protocol identifiers. ISO/IEC TR 9577. */
const networkProtocolNames: Readonly<Record<number, string>> = {
  0: 'NULL',
  8: 'Q.933',
  128: 'SNAP',
  129: 'CLNP',
  130: 'ESIS',
  131: 'ISIS',
  142: 'IPv6',
  176: 'Data compression protocol',
  204: 'IP',
  207: 'PPP',
};
const networkProtocol = { padding: 0x00, snap: 0x80, clnp: 0x81, isis: 0x83, ipv6: 0x8e, ip: 0xcc, ppp: 0xcf };

const fields = {
  first_addr_octet: u8({ label: 'First address octet', base: 'hex' }),
  second_addr_octet: u8({ label: 'Second address octet', base: 'hex' }),
  third_addr_octet: u8({ label: 'Third address octet', base: 'hex' }),
  upper_dlci: u8({ label: 'Upper DLCI', mask: 0xfc, base: 'hex' }),
  cr: flag({ label: 'CR', mask: 0x02, values: { 0: 'Response', 1: 'Command' } }),
  ea: flag({ label: 'EA', mask: 0x01, values: { 0: 'More Follows', 1: 'Last Octet' } }),
  second_dlci: u8({ label: 'Second DLCI', mask: 0xf0, base: 'hex' }),
  fecn: flag({ label: 'FECN', mask: 0x08, values: { 0: 'False', 1: 'True' } }),
  becn: flag({ label: 'BECN', mask: 0x04, values: { 0: 'False', 1: 'True' } }),
  de: flag({ label: 'DE', mask: 0x02, values: { 0: 'False', 1: 'True' } }),
  third_dlci: u8({ label: 'Third DLCI', mask: 0xfe, base: 'hex' }),
  lower_dlci: u8({ label: 'Lower DLCI', mask: 0xfc, base: 'hex' }),
  dc: flag({ label: 'DC', mask: 0x02, values: { 0: 'DLCI Address', 1: 'Control' } }),
  dlci: u32({ label: 'DLCI' }),
  control: u8({ label: 'Control Field', base: 'hex' }),
  nlpid: u8({ label: 'NLPID', base: 'hex', values: networkProtocolNames }),
  'snap.oui': u24({ label: 'Organization Code' }),
  'snap.pid': u16({ label: 'Protocol ID', base: 'hex' }),
  snaptype: u16({ label: 'Type', base: 'hex', values: etherTypeNames }),
  chdlctype: u16({ label: 'Type', base: 'hex', values: etherTypeNames }),
} as const;
type RelayFields = FieldsOf<typeof fields>;

export default protocol({
  id: 'fr',
  title: 'Frame Relay',
  column: 'FR',
  parents: [on('wtap_encap', linkType.frameRelay), on('gre.proto', 0x6559)],
  fields,
  dissect(layer, field) {
    const at = dissectAddress(layer, field);
    if (at < 0) return;
    if (layer.u8(at) === unnumbered) {
      layer.add(field.control, at, 1);
      if (layer.wantsInfo) layer.setInfo('UI');
      dissectNetworkProtocol(layer, field, at + 1);
      return;
    }
    layer.add(field.chdlctype, at, 2);
    layer.span(at + 2);
    const type = layer.u16(at);
    if (!layer.nextBy(byEtherType, type, at + 2) && layer.reported > at + 2) layer.next(data, at + 2);
  },
});

/** Returns where the address ends; -1 when it does not. */
function dissectAddress(layer: Layer, field: RelayFields): number {
  let length = 1;
  while ((layer.u8(length - 1) & 1) === 0) if (length++ === longestAddress) break;
  if (length === 1 || length > longestAddress) {
    layer.malformed('The address has no end, or one too early', 0, Math.min(length, longestAddress));
    return -1;
  }
  let connection = ((layer.u8(0) & 0xfc) << 2) | (layer.u8(1) >> 4);
  layer.open(field.first_addr_octet, 0, 1);
  layer.add(field.upper_dlci, 0, 1);
  layer.add(field.cr, 0, 1);
  layer.add(field.ea, 0, 1);
  layer.close();
  layer.open(field.second_addr_octet, 1, 1);
  layer.add(field.second_dlci, 1, 1);
  layer.add(field.fecn, 1, 1);
  layer.add(field.becn, 1, 1);
  layer.add(field.de, 1, 1);
  layer.add(field.ea, 1, 1);
  layer.close();
  if (length === 4) {
    connection = (connection << 7) | (layer.u8(2) >> 1);
    layer.open(field.third_addr_octet, 2, 1);
    layer.add(field.third_dlci, 2, 1);
    layer.add(field.ea, 2, 1);
    layer.close();
  }
  if (length > 2) {
    connection = (connection << 6) | (layer.u8(length - 1) >> 2);
    layer.add(field.lower_dlci, length - 1, 1);
    layer.add(field.dc, length - 1, 1);
    layer.add(field.ea, length - 1, 1);
  }
  layer.addComputed(field.dlci, connection, 0, length);
  if (layer.wantsInfo) layer.setInfo(`DLCI ${connection}`);
  return length;
}

function dissectNetworkProtocol(layer: Layer, field: RelayFields, from: number): void {
  let at = from;
  if (layer.u8(at) === networkProtocol.padding) at++;
  const identifier = layer.u8(at);
  layer.add(field.nlpid, at, 1);
  layer.span(at + 1);
  switch (identifier) {
    case networkProtocol.ip:
    case networkProtocol.ipv6:
      if (layer.nextBy(byEtherType, identifier === networkProtocol.ip ? 0x0800 : 0x86dd, at + 1)) return;
      break;
    case networkProtocol.ppp:
      layer.next(ppp, at + 1);
      return;
    case networkProtocol.snap: {
      const organization = layer.u24(at + 1);
      const type = layer.u16(at + 4);
      layer.add(field['snap.oui'], at + 1, 3);
      layer.add(organization === 0 ? field.snaptype : field['snap.pid'], at + 4, 2);
      layer.span(at + 6);
      if (organization === 0 && layer.nextBy(byEtherType, type, at + 6)) return;
      if (organization === bridgedOrganization && (type === bridgedWithCheck || type === bridged)) {
        layer.next(eth, at + 6);
        return;
      }
      if (layer.reported > at + 6) layer.next(data, at + 6);
      return;
    }
    default:
      // OSI protocols begin with their identifier.
      if (
        identifier >= networkProtocol.clnp &&
        identifier <= networkProtocol.isis &&
        layer.nextBy(byAccessPoint, 0xfe, at)
      )
        return;
  }
  if (layer.reported > at + 1) layer.next(data, at + 1);
}

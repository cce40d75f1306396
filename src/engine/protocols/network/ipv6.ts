/** Internet Protocol version 6. RFC 8200; jumbograms: RFC 2675. */
import { ipv6Text } from '../../bytes/address';
import { addressKind } from '../../declare/dissection';
import { either, ether, expert, ipv4Address, ipv6Address, text, u8, u16, u24, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { congestionNames, differentiatedServicesNames } from '../names/differentiated-services';
import { ipProtocolNames } from '../names/ip-protocols';
import {
  hardwareAddress,
  isatapAddress,
  sixToFourGateway,
  sixToFourSubnet,
  teredoClient,
  teredoPort,
  teredoServer,
} from './ipv6/embedded-addresses';
import { jumboLength, smallestJumbo } from './ipv6/jumbogram';
import { dissectNextHeader } from './ipv6/next-header';

const sourceAt = 8;
const destinationAt = 24;

export default protocol({
  id: 'ipv6',
  title: 'Internet Protocol Version 6',
  column: 'IPv6',
  parents: [
    on('ethertype', 0x86dd),
    on('ip.proto', 41),
    on('ip.version', 6),
    on('gre.proto', 0x86dd),
    on('wtap_encap', 229),
  ],
  accepts: (layer, at) => !layer.has(at, 1) || layer.u8(at) >> 4 === 6,
  fields: {
    version: u8({ at: 0, mask: 0xf0, label: 'Version' }),
    'ip.version': u8({ at: 0, mask: 0xf0, label: 'Version', id: 'ip.version', hidden: true }),
    tclass: u32({ at: 0, mask: 0x0ff00000, label: 'Traffic Class', base: 'hex' }),
    'tclass.dscp': u32({
      at: 0,
      mask: 0x0fc00000,
      label: 'Differentiated Services Codepoint',
      values: differentiatedServicesNames,
      within: 'tclass',
    }),
    'tclass.ecn': u32({
      at: 0,
      mask: 0x00300000,
      label: 'Explicit Congestion Notification',
      values: congestionNames,
      within: 'tclass',
    }),
    flow: u24({ at: 1, mask: 0x0fffff, label: 'Flow Label', base: 'hex' }),
    plen: u16({ at: 4, label: 'Payload Length' }),
    nxt: u8({ at: 6, label: 'Next Header', values: ipProtocolNames }),
    hlim: u8({ at: 7, label: 'Hop Limit' }),
    src: ipv6Address({ at: sourceAt, label: 'Source Address' }),
    src_host: text({
      label: 'Source Host',
      hidden: true,
      value: (layer) => ipv6Text(layer.slice(sourceAt, 16)),
    }),
    dst: ipv6Address({ at: destinationAt, label: 'Destination Address' }),
    dst_host: text({
      label: 'Destination Host',
      hidden: true,
      value: (layer) => ipv6Text(layer.slice(destinationAt, 16)),
    }),
    addr: either(['src', 'dst'], { type: 'IPv6', label: 'Source or Destination Address' }),
    host: either(['src_host', 'dst_host'], { type: 'STRING', label: 'Source or Destination Host' }),
    src_slaac_mac: ether({ label: 'Source SLAAC MAC', value: (layer) => hardwareAddress(layer, sourceAt) }),
    src_isatap_ipv4: ipv4Address({ label: 'Source ISATAP IPv4', value: (layer) => isatapAddress(layer, sourceAt) }),
    src_6to4_gw_ipv4: ipv4Address({
      label: 'Source 6to4 Gateway IPv4',
      value: (layer) => sixToFourGateway(layer, sourceAt),
    }),
    src_6to4_sla_id: u16({ label: 'Source 6to4 SLA ID', value: (layer) => sixToFourSubnet(layer, sourceAt) }),
    src_ts_ipv4: ipv4Address({
      label: 'Source Teredo Server IPv4',
      value: (layer) => teredoServer(layer, sourceAt),
    }),
    src_tc_port: u16({ label: 'Source Teredo Port', value: (layer) => teredoPort(layer, sourceAt) }),
    src_tc_ipv4: ipv4Address({
      label: 'Source Teredo Client IPv4',
      value: (layer) => teredoClient(layer, sourceAt),
    }),
    dst_slaac_mac: ether({ label: 'Destination SLAAC MAC', value: (layer) => hardwareAddress(layer, destinationAt) }),
    dst_isatap_ipv4: ipv4Address({
      label: 'Destination ISATAP IPv4',
      value: (layer) => isatapAddress(layer, destinationAt),
    }),
    dst_6to4_gw_ipv4: ipv4Address({
      label: 'Destination 6to4 Gateway IPv4',
      value: (layer) => sixToFourGateway(layer, destinationAt),
    }),
    dst_6to4_sla_id: u16({
      label: 'Destination 6to4 SLA ID',
      value: (layer) => sixToFourSubnet(layer, destinationAt),
    }),
    dst_ts_ipv4: ipv4Address({
      label: 'Destination Teredo Server IPv4',
      value: (layer) => teredoServer(layer, destinationAt),
    }),
    dst_tc_port: u16({ label: 'Destination Teredo Port', value: (layer) => teredoPort(layer, destinationAt) }),
    dst_tc_ipv4: ipv4Address({
      label: 'Destination Teredo Client IPv4',
      value: (layer) => teredoClient(layer, destinationAt),
    }),
    slaac_mac: either(['src_slaac_mac', 'dst_slaac_mac'], { type: 'ETHER', label: 'SLAAC MAC' }),
    isatap_ipv4: either(['src_isatap_ipv4', 'dst_isatap_ipv4'], { type: 'IPv4', label: 'ISATAP IPv4' }),
    '6to4_gw_ipv4': either(['src_6to4_gw_ipv4', 'dst_6to4_gw_ipv4'], { type: 'IPv4', label: '6to4 Gateway IPv4' }),
    '6to4_sla_id': either(['src_6to4_sla_id', 'dst_6to4_sla_id'], { type: 'UINT16', label: '6to4 SLA ID' }),
    ts_ipv4: either(['src_ts_ipv4', 'dst_ts_ipv4'], { type: 'IPv4', label: 'Teredo Server IPv4' }),
    tc_port: either(['src_tc_port', 'dst_tc_port'], { type: 'UINT16', label: 'Teredo Port' }),
    tc_ipv4: either(['src_tc_ipv4', 'dst_tc_ipv4'], { type: 'IPv4', label: 'Teredo Client IPv4' }),
    bogus_ipv6_version: expert('error', { label: 'Bogus IP version', group: 'malformed' }),
    invalid_header: expert('error', { label: 'Invalid IPv6 header', group: 'malformed' }),
    plen_exceeds_framing: expert('warning', {
      label: 'IPv6 payload length does not match expected framing length',
    }),
    plen_zero: expert('note', { label: 'IPv6 payload length equals 0, perhaps because of segmentation offload' }),
    'opt.jumbo.missing': expert('error', {
      label: 'Payload length is 0 and there is no Jumbo Payload option',
      group: 'malformed',
    }),
    'opt.jumbo.truncated': expert('error', { label: 'Jumbo Payload length is below 65536' }),
    'opt.jumbo.prohibited': expert('error', { label: 'Jumbo Payload option although the payload length is not 0' }),
  },
  dissect(layer, field) {
    const { dissection } = layer;
    dissection.networkLayers++;
    if (layer.reported < 40) {
      layer.setInfo(`Invalid IPv6 header (${layer.reported} bytes, need exactly 40)`);
      layer.header();
      layer.remark(field.invalid_header);
    }
    if (layer.u8(0) >> 4 !== 6) {
      dissection.undecided = true;
      layer.add(field.version, 0, 1);
      layer.remark(field.bogus_ipv6_version, 0, 1);
      return;
    }
    layer.need(0, 40);
    dissection.addressKind = addressKind.ipv6;
    dissection.addressBytes = layer.bytes;
    dissection.sourceAt = layer.start + sourceAt;
    dissection.destinationAt = layer.start + destinationAt;
    layer.header();
    layer.span(40);
    if (layer.inTree)
      layer.heading(
        `, Src: ${ipv6Text(layer.bytes, layer.start + sourceAt)}, Dst: ${ipv6Text(layer.bytes, layer.start + destinationAt)}`,
      );
    const payload = payloadLength(layer, field);
    if (payload > layer.reported - 40 && dissection.quoting === 0)
      layer.addComputed(field.plen_exceeds_framing, 1, 4, 2);
    layer.trim(40 + payload);
    dissectNextHeader(layer, layer.u8(6), 40);
  },
});

type LengthFields = Readonly<
  Record<
    'plen_zero' | 'opt.jumbo.missing' | 'opt.jumbo.truncated' | 'opt.jumbo.prohibited',
    Parameters<Layer['add']>[0]
  >
>;

/** Length of the payload in bytes: the header's, or what the Jumbo Payload option says. */
function payloadLength(layer: Layer, field: LengthFields): number {
  const stated = layer.u16(4);
  const hopByHop = layer.u8(6) === 0;
  if (!hopByHop && stated !== 0) return stated;
  const jumbo = hopByHop ? jumboLength(layer, 40) : undefined;
  if (stated !== 0) {
    if (jumbo !== undefined) layer.addComputed(field['opt.jumbo.prohibited'], 1, 4, 2);
    return stated;
  }
  if (jumbo !== undefined && jumbo >= smallestJumbo) return jumbo;
  if (jumbo !== undefined) layer.addComputed(field['opt.jumbo.truncated'], 1, 4, 2);
  else if (hopByHop) layer.remark(field['opt.jumbo.missing'], 4, 2);
  else layer.addComputed(field.plen_zero, 1, 4, 2);
  // With segmentation offload the network card fills the length in later: zero means all there is.
  return layer.reported - 40;
}

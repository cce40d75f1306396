/** Virtual eXtensible Local Area Network. RFC 7348; group policy: draft-smith-vxlan-group-policy. */
import { flag, u8, u16, u24 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import eth from '../link/eth';
import nsh from '../link/nsh';

const byVersion = table('ip.version');
const byEtherType = table('ethertype');

const extendedPort = 4790;
const headerLength = 8;
const isExtended = ({ dissection }: Layer): boolean =>
  dissection.sourcePort === extendedPort || dissection.destinationPort === extendedPort;
const isPlain = (layer: Layer): boolean => !isExtended(layer);
const next = { ipv4: 1, ipv6: 2, ethernet: 3, services: 4, mpls: 5 } as const;

export default protocol({
  id: 'vxlan',
  title: 'Virtual eXtensible Local Area Network',
  column: 'VXLAN',
  parents: [on('udp.port', 4789, extendedPort, 8472)],
  header: headerLength,
  fields: {
    flags: u16({ at: 0, label: 'Flags', base: 'hex' }),
    flag_g: flag({ at: 0, mask: 0x8000, length: 2, label: 'GBP Extension', within: 'flags', when: isPlain }),
    flag_i: flag({ at: 0, mask: 0x0800, length: 2, label: 'VXLAN Network ID (VNI)', within: 'flags', when: isPlain }),
    flag_d: flag({ at: 0, mask: 0x0040, length: 2, label: "Don't Learn", within: 'flags', when: isPlain }),
    flag_a: flag({ at: 0, mask: 0x0008, length: 2, label: 'Policy Applied', within: 'flags', when: isPlain }),
    flags_reserved: u16({ at: 0, mask: 0x77b7, label: 'Reserved(R)', base: 'hex', within: 'flags', when: isPlain }),
    gbp: u16({ at: 2, label: 'Group Policy ID', when: isPlain }),
    ver: u8({ at: 0, mask: 0x30, label: 'Version', within: 'flags', when: isExtended }),
    i_bit: u8({ at: 0, mask: 0x08, label: 'Instance', within: 'flags', when: isExtended }),
    p_bit: u8({ at: 0, mask: 0x04, label: 'Next Protocol Bit', within: 'flags', when: isExtended }),
    o_bit: u8({ at: 0, mask: 0x01, label: 'OAM bit', within: 'flags', when: isExtended }),
    next_proto: u8({
      at: 3,
      label: 'Next Protocol',
      values: { 1: 'IPv4', 2: 'IPv6', 3: 'Ethernet', 4: 'Network Service Header', 5: 'MPLS' },
      when: isExtended,
    }),
    vni: u24({ at: 4, label: 'VXLAN Network Identifier (VNI)' }),
    reserved8: u8({ at: 7, label: 'Reserved' }),
  },
  dissect(layer) {
    layer.header();
    layer.span(headerLength);
    if (isExtended(layer)) dissectExtended(layer);
    else layer.next(eth, headerLength);
  },
});

/** VXLAN-GPE names what it carries. draft-ietf-nvo3-vxlan-gpe, section 3.2. */
function dissectExtended(layer: Layer): void {
  switch (layer.u8(3)) {
    case next.ipv4:
    case next.ipv6:
      if (layer.nextBy(byVersion, layer.u8(3) === next.ipv4 ? 4 : 6, headerLength)) return;
      break;
    case next.ethernet:
      layer.next(eth, headerLength);
      return;
    case next.services:
      layer.next(nsh, headerLength);
      return;
    case next.mpls:
      if (layer.nextBy(byEtherType, 0x8847, headerLength)) return;
      break;
  }
  if (layer.reported > headerLength) layer.next(data, headerLength);
}

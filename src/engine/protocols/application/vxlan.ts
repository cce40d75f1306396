/** Virtual eXtensible Local Area Network. RFC 7348; group policy: draft-smith-vxlan-group-policy. */
import { flag, u8, u16, u24 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import eth from '../link/eth';

export default protocol({
  id: 'vxlan',
  title: 'Virtual eXtensible Local Area Network',
  column: 'VXLAN',
  parents: [on('udp.port', 4789, 8472)],
  header: 8,
  fields: {
    flags: u16({ at: 0, label: 'Flags', base: 'hex' }),
    flag_g: flag({ at: 0, mask: 0x8000, length: 2, label: 'GBP Extension', within: 'flags' }),
    flag_i: flag({ at: 0, mask: 0x0800, length: 2, label: 'VXLAN Network ID (VNI)', within: 'flags' }),
    flag_d: flag({ at: 0, mask: 0x0040, length: 2, label: "Don't Learn", within: 'flags' }),
    flag_a: flag({ at: 0, mask: 0x0008, length: 2, label: 'Policy Applied', within: 'flags' }),
    flags_reserved: u16({ at: 0, mask: 0x77b7, label: 'Reserved(R)', base: 'hex', within: 'flags' }),
    gbp: u16({ at: 2, label: 'Group Policy ID' }),
    vni: u24({ at: 4, label: 'VXLAN Network Identifier (VNI)' }),
    reserved8: u8({ at: 7, label: 'Reserved' }),
  },
  dissect(layer) {
    layer.header();
    layer.span(8);
    layer.next(eth, 8);
  },
});

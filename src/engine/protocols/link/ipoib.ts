/** IP over InfiniBand. RFC 4391, section 6; LINKTYPE_IPOIB. */
import { ipv6Address, label, u8, u16, u24, u32 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { etherTypeNames } from '../names/ether-types';

const byEtherType = table('ethertype');
const ipoibLinkType = 242;
/** Forty bytes hold a global route header, or zeros and the destination in their second half. */
const routeLength = 40;
const headerLength = 44;

export default protocol({
  id: 'ipoib',
  title: 'IP over Infiniband',
  column: 'IPoIB',
  parents: [on('wtap_encap', ipoibLinkType)],
  header: headerLength,
  fields: {
    grh: label({ label: 'Global Route Header' }),
    'grh.ipver': u8({ label: 'IP Version', mask: 0xf0 }),
    'grh.tclass': u16({ label: 'Traffic Class', mask: 0x0ff0 }),
    'grh.flowlabel': u32({ label: 'Flow Label', mask: 0x000fffff }),
    'grh.sqpn': u24({ label: 'Source QPN', base: 'hex' }),
    'grh.sgid': ipv6Address({ label: 'Source GID' }),
    daddr: label({ label: 'Destination address' }),
    'daddr.qpn': u24({ label: 'Destination QPN', base: 'hex' }),
    dgid: ipv6Address({ label: 'Destination GID' }),
    type: u16({ at: 40, label: 'Type', base: 'hex', values: etherTypeNames }),
    reserved: u16({ at: 42, label: 'Reserved', base: 'hex' }),
  },
  dissect(layer, field) {
    if (layer.emitting) {
      if (layer.u8(0) >> 4 === 6) {
        layer.open(field.grh, 0, routeLength);
        layer.add(field['grh.ipver'], 0, 1);
        layer.add(field['grh.tclass'], 0, 2);
        layer.add(field['grh.flowlabel'], 0, 4);
        layer.add(field['grh.sqpn'], 5, 3);
        layer.add(field['grh.sgid'], 8, 16);
      } else {
        layer.open(field.daddr, 20, 20);
        layer.add(field['daddr.qpn'], 21, 3);
      }
      layer.add(field.dgid, 24, 16);
      layer.close();
    }
    layer.header();
    layer.span(headerLength);
    const type = layer.u16(40);
    if (layer.wantsInfo) layer.setInfo(etherTypeNames[type] ?? `Type 0x${type.toString(16).padStart(4, '0')}`);
    if (!layer.nextBy(byEtherType, type, headerLength) && layer.reported > headerLength) layer.next(data, headerLength);
  },
});

/** IP over InfiniBand, as captured: 20 bytes that hold nothing, the destination's address, and the encapsulation header. RFC 4391, section 6; LINKTYPE_IPOIB. */
import { ipv6Address, u16, u24 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { etherTypeNames } from '../names/ether-types';

const byEtherType = table('ethertype');
const headerLength = 44;

export default protocol({
  id: 'ipoib',
  title: 'IP over Infiniband',
  column: 'IPoIB',
  parents: [on('wtap_encap', 242)],
  header: headerLength,
  fields: {
    'daddr.qpn': u24({ at: 21, label: 'Destination QPN', base: 'hex' }),
    dgid: ipv6Address({ at: 24, label: 'Destination GID' }),
    type: u16({ at: 40, label: 'Type', base: 'hex', values: etherTypeNames }),
    reserved: u16({ at: 42, label: 'Reserved', base: 'hex' }),
  },
  dissect(layer) {
    layer.header();
    layer.span(headerLength);
    if (!layer.nextBy(byEtherType, layer.u16(40), headerLength) && layer.reported > headerLength)
      layer.next(data, headerLength);
  },
});

/** IP over InfiniBand, as captured with the destination's address in front. RFC 4391, section 6; LINKTYPE_IPOIB. */
import { ipv6Address, u16, u24 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { etherTypeNames } from '../names/ether-types';

const byEtherType = table('ethertype');

export default protocol({
  id: 'ipoib',
  title: 'IP over Infiniband',
  column: 'IPoIB',
  parents: [on('wtap_encap', 242)],
  header: 24,
  fields: {
    'daddr.qpn': u24({ at: 1, label: 'Destination QPN', base: 'hex' }),
    dgid: ipv6Address({ at: 4, label: 'Destination GID' }),
    type: u16({ at: 20, label: 'Type', base: 'hex', values: etherTypeNames }),
    reserved: u16({ at: 22, label: 'Reserved', base: 'hex' }),
  },
  dissect(layer) {
    layer.header();
    layer.span(24);
    if (!layer.nextBy(byEtherType, layer.u16(20), 24) && layer.reported > 24) layer.next(data, 24);
  },
});

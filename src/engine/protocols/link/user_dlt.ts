/** Link types for private use. LINKTYPE_USER0 to LINKTYPE_USER15; Apple's tools use one of them. */
import { on, protocol } from '../../declare/protocol';
import data from '../frame/data';
import pktap from './pktap';

const first = 147;
const last = 162;
const packetTap = 149;

export default protocol({
  id: 'user_dlt',
  title: 'DLT',
  column: 'DLT',
  shortName: 'DLT_USER',
  setsColumn: false,
  parents: [on('wtap_encap', ...Array.from({ length: last - first + 1 }, (_, index) => first + index))],
  fields: {},
  dissect(layer) {
    const { linkType } = layer.dissection;
    layer.heading(`: ${linkType}`);
    layer.span(0);
    layer.next(linkType === packetTap ? pktap : data, 0);
  },
});

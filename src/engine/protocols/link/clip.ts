/** Classical IP over ATM, as Linux captures it: without a link layer. LINKTYPE_ATM_CLIP. */
import { expert } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import ip from '../network/ip';
import { setNoAddresses } from './ppp/no-addresses';

const clipLinkType = 106;

export default protocol({
  id: 'clip',
  title: 'Classical IP frame',
  column: 'CLIP',
  parents: [on('wtap_encap', clipLinkType)],
  fields: {
    no_link_info: expert('note', { label: 'No link information available' }),
  },
  dissect(layer, field) {
    setNoAddresses(layer);
    layer.span(0);
    layer.addComputed(field.no_link_info, 1);
    layer.next(ip, 0);
  },
});

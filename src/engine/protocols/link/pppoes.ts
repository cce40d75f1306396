/** PPP over Ethernet, session stage. RFC 2516, section 6. */
import { linkType } from '../../capture-file/link-types';
import { expert } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { pppoeCodeNames } from '../names/pppoe';
import ppp from './ppp';
import pppoed from './pppoed';

export default protocol({
  id: 'pppoes',
  title: 'PPP-over-Ethernet Session',
  column: 'PPPoES',
  parents: [on('ethertype', 0x8864), on('wtap_encap', linkType.pppEther)],
  header: 6,
  borrows: [pppoed],
  fields: {
    'payload_length.bad': expert('warning', { label: 'Possible bad payload length', id: 'pppoe.payload_length.bad' }),
  },
  dissect(layer, field) {
    const shared = pppoed.fields;
    layer.add(shared.version, 0, 1);
    layer.add(shared.type, 0, 1);
    layer.add(shared.code, 1, 1);
    layer.add(shared.session_id, 2, 2);
    layer.add(shared.payload_length, 4, 2);
    layer.span(6);
    const code = layer.u8(1);
    if (layer.wantsInfo) layer.setInfo(pppoeCodeNames[code] ?? `Unknown (0x${code.toString(16)})`);
    const length = layer.u16(4);
    if (length > layer.reported - 6) layer.addComputed(field['payload_length.bad'], 1, 4, 2);
    layer.trim(6 + length);
    layer.next(ppp, 6);
  },
});

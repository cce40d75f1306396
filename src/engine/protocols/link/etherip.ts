/** Ethernet frames in IP datagrams. RFC 3378. */
import { u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import eth from './eth';

export default protocol({
  id: 'etherip',
  title: 'Ethernet over IP',
  column: 'ETHERIP',
  parents: [on('ip.proto', 97)],
  header: 2,
  fields: {
    ver: u16({ at: 0, mask: 0xf000, label: 'Version' }),
    reserved: u16({ at: 0, mask: 0x0fff, label: 'Reserved', base: 'hex' }),
  },
  dissect(layer) {
    layer.header();
    layer.span(2);
    layer.next(eth, 2);
  },
});

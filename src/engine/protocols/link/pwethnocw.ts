/** Ethernet pseudowire without a control word. RFC 4448. */
import { protocol } from '../../declare/protocol';
import eth from './eth';

export default protocol({
  id: 'pwethnocw',
  title: 'Ethernet PW (no CW)',
  column: 'PW',
  setsColumn: false,
  pseudo: true,
  fields: {},
  dissect(layer) {
    layer.next(eth, 0);
  },
});

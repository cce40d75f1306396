/** Ethernet pseudowire with a control word. RFC 4448, section 4.6. */
import { u16 } from '../../declare/kinds';
import { protocol } from '../../declare/protocol';
import eth from './eth';

export default protocol({
  id: 'pwethcw',
  title: 'PW Ethernet Control Word',
  column: 'PW',
  shortName: 'Ethernet PW (with CW)',
  setsColumn: false,
  header: 4,
  fields: {
    sequence_number: u16({ at: 2, label: 'Sequence Number' }),
  },
  dissect(layer) {
    layer.header();
    layer.span(4);
    layer.next(eth, 4);
  },
});

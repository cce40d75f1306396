/** Ethernet pseudowire whose label does not say whether a control word comes first. RFC 4448, section 4.6. */
import { protocol } from '../../declare/protocol';
import data from '../frame/data';
import pwethcw from './pwethcw';
import pwethnocw from './pwethnocw';

const shortestFrame = 14;

export default protocol({
  id: 'pwethheuristic',
  title: 'Ethernet PW (CW heuristic)',
  column: 'PW',
  setsColumn: false,
  pseudo: true,
  fields: {},
  dissect(layer) {
    if (layer.reported < shortestFrame) {
      layer.next(data, 0);
      return;
    }
    // The first half of a control word is zero; destination addresses hardly ever begin so.
    layer.next(layer.u16(0) === 0 && layer.reported >= shortestFrame + 4 ? pwethcw : pwethnocw, 0);
  },
});

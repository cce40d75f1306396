/** Stands in packets in which a layer contradicts itself. */
import { protocol } from '../../declare/protocol';

export default protocol({
  id: '_ws.malformed',
  title: 'Malformed Packet',
  column: 'Malformed packet',
  setsColumn: false,
  fields: {},
  dissect() {},
});

/** ISO transport packets on TCP. RFC 1006, RFC 2126. */
import { u8, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import cotp from './cotp';
import { takePdu } from './streams/length-framed';

const headerLength = 4;

export default protocol({
  id: 'tpkt',
  title: 'TPKT - ISO on TCP - RFC1006',
  column: 'TPKT',
  shortName: 'TPKT Heuristic (for RDP)',
  parents: [on('tcp.port', 102, 3389)],
  fields: {
    version: u8({ label: 'Version' }),
    reserved: u8({ label: 'Reserved' }),
    length: u16({ label: 'Length' }),
  },
  dissect(layer, field) {
    if (layer.u8(0) !== 3) {
      layer.setInfo('Continuation');
      return;
    }
    if (!takePdu(layer, headerLength, (from, at) => from.u16(at + 2))) return;
    layer.span(headerLength);
    if (layer.inTree) layer.heading(`, Version: 3, Length: ${layer.u16(2)}`);
    layer.add(field.version, 0, 1);
    layer.add(field.reserved, 1, 1);
    layer.add(field.length, 2, 2);
    if (layer.available > headerLength) layer.next(cotp, headerLength);
  },
});

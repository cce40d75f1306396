/** OSI network protocols: the first byte says which one follows. ISO/IEC TR 9577. */
import { u8 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';

const byIdentifier = table('osinl.incl');

export default protocol({
  id: 'osi',
  title: 'OSI',
  column: 'OSI',
  setsColumn: false,
  parents: [
    on('llc.dsap', 0xfe, 0x14, 0x54),
    on('gre.proto', 0x00fe),
    on('chdlc.protocol', 0xfefe),
    on('ppp.protocol', 0x0023),
  ],
  fields: {
    nlpid: u8({ label: 'Network Layer Protocol Identifier', base: 'hex' }),
  },
  dissect(layer, field) {
    const identifier = layer.u8(0);
    layer.span(0);
    if (layer.nextBy(byIdentifier, identifier, 0)) return;
    layer.add(field.nlpid, 0, 1);
    layer.setColumn('ISO');
    if (layer.wantsInfo) layer.setInfo(`Unknown ISO protocol (${identifier.toString(16).padStart(2, '0')})`);
    layer.next(data, 0);
  },
});

/** Cisco MetaData: a security group tag between EtherType and payload. draft-smith-kandula-sxp, appendix. */
import { bytes, u8, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { etherTypeNames } from '../names/ether-types';
import { dispatchEtherType } from './ethertype';

export default protocol({
  id: 'cmd',
  title: 'Cisco MetaData',
  column: 'CMD',
  shortName: 'Cisco MetaData',
  parents: [on('ethertype', 0x8909)],
  header: 8,
  fields: {
    version: u8({ at: 0, label: 'Version' }),
    length: u8({ at: 1, label: 'Length' }),
    options: u16({ at: 2, label: 'Options', base: 'hex' }),
    sgt: u16({ at: 4, label: 'SGT' }),
    type: u16({ at: 6, label: 'Type', base: 'hex', values: etherTypeNames }),
    trailer: bytes({ label: 'Trailer' }),
  },
  dissect(layer, field) {
    layer.header();
    layer.span(8);
    if (layer.wantsInfo) layer.setInfo(`SGT: ${layer.u16(4)}`);
    dispatchEtherType(layer, layer.u16(6), 8);
    const end = 8 + layer.carried;
    if (layer.available > end) layer.add(field.trailer, end, layer.available - end);
  },
});

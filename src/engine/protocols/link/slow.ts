/** Slow Protocols: what says which of them follows. IEEE 802.3-2018, annex 57A. */
import { u8 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';

const bySubtype = table('slow.subtype');

export default protocol({
  id: 'slow',
  title: 'Slow Protocols',
  column: 'Slow Protocols',
  shortName: '802.3 Slow protocols',
  parents: [on('ethertype', 0x8809)],
  header: 1,
  fields: {
    subtype: u8({
      at: 0,
      label: 'Slow Protocols subtype',
      base: 'hex',
      values: { 1: 'LACP', 2: 'Marker Protocol', 3: 'OAM', 10: 'Organization Specific Slow Protocol' },
    }),
  },
  dissect(layer, field) {
    const subtype = layer.u8(0);
    layer.header();
    layer.span(1);
    if (layer.wantsInfo) layer.setInfo(field.subtype.nameOf(subtype) ?? `Subtype ${subtype}`);
    if (!layer.nextBy(bySubtype, subtype, 1) && layer.reported > 1) layer.next(data, 1);
  },
});

/** Provider bridge tag: a service tag, alone or with a second one behind it. IEEE 802.1Q-2018, clause 9.7. */
import { bytes, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { etherTypeNames } from '../names/ether-types';
import { dissectTrailer } from './ethernet/trailer';
import { dispatchEtherType } from './ethertype';

const serviceTag = 0x88a8;

export default protocol({
  id: 'ieee8021ad',
  title: 'IEEE 802.1ad',
  column: '802.1ad',
  shortName: 'IEEE 802.1AD',
  parents: [on('ethertype', serviceTag)],
  header: 4,
  fields: {
    priority: u16({ label: 'Priority', mask: 0xe000 }),
    dei: u16({ label: 'DEI', mask: 0x1000 }),
    id: u16({ label: 'ID', mask: 0x0fff }),
    svid: u16({ label: 'ID', mask: 0x0fff }),
    cvid: u16({ label: 'ID', mask: 0x0fff }),
    etype: u16({ label: 'Type', base: 'hex', values: etherTypeNames, id: 'ieee8021ah.etype' }),
    padding: bytes({ label: 'Padding', id: 'eth.padding' }),
    trailer: bytes({ label: 'Trailer', id: 'ieee8021ah.trailer' }),
  },
  dissect(layer, field) {
    const double = layer.u16(2) === serviceTag;
    const first = layer.u16(0);
    layer.add(field.priority, 0, 2);
    layer.add(field.dei, 0, 2);
    layer.add(double ? field.svid : field.id, 0, 2);
    if (double) {
      layer.add(field.priority, 4, 2);
      layer.add(field.dei, 4, 2);
      layer.add(field.cvid, 4, 2);
    }
    if (layer.inTree || layer.wantsInfo) {
      const ids = double ? `S-VID: ${first & 0xfff}, C-VID: ${layer.u16(4) & 0xfff}` : `ID: ${first & 0xfff}`;
      layer.heading(`, ${ids}`);
      layer.setInfo(ids);
    }
    const end = double ? 8 : 4;
    layer.span(end);
    layer.add(field.etype, end - 2, 2);
    dispatchEtherType(layer, layer.u16(end - 2), end);
    dissectTrailer(layer, end + layer.carried, field);
  },
});

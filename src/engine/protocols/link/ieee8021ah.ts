/** Provider backbone bridge tag, with the customer's addresses in it. IEEE 802.1Q-2018, clause 9.7. */
import { etherText } from '../../bytes/address';
import { bytes, ether, u16, u32 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { etherTypeNames } from '../names/ether-types';
import { dissectTrailer } from './ethernet/trailer';
import { dispatchEtherType } from './ethertype';

export default protocol({
  id: 'ieee8021ah',
  title: 'IEEE 802.1ah',
  column: '802.1ah',
  shortName: 'IEEE 802.1AH',
  parents: [on('ethertype', 0x88e7)],
  header: 18,
  fields: {
    priority: u32({ at: 0, mask: 0xe0000000, label: 'Priority' }),
    drop: u32({ at: 0, mask: 0x10000000, label: 'DROP' }),
    nca: u32({ at: 0, mask: 0x08000000, label: 'NCA' }),
    res1: u32({ at: 0, mask: 0x04000000, label: 'RES1' }),
    res2: u32({ at: 0, mask: 0x03000000, label: 'RES2' }),
    isid: u32({ at: 0, mask: 0x00ffffff, label: 'I-SID' }),
    cdst: ether({ at: 4, label: 'C-Destination' }),
    csrc: ether({ at: 10, label: 'C-Source' }),
    etype: u16({ at: 16, label: 'Type', base: 'hex', values: etherTypeNames }),
    padding: bytes({ label: 'Padding', id: 'eth.padding' }),
    trailer: bytes({ label: 'Trailer' }),
  },
  dissect(layer, field) {
    layer.header();
    layer.span(18);
    const service = layer.u32(0) & 0x00ffffff;
    if (layer.inTree)
      layer.heading(
        `, I-SID: ${service}, C-Src: ${etherText(layer.bytes, layer.start + 10)}, C-Dst: ${etherText(layer.bytes, layer.start + 4)}`,
      );
    if (layer.wantsInfo) layer.setInfo(`I-SID: ${service}`);
    dispatchEtherType(layer, layer.u16(16), 18);
    dissectTrailer(layer, 18 + layer.carried, field);
  },
});

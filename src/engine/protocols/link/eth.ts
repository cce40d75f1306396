/** Ethernet II and IEEE 802.3. IEEE 802.3-2018, section 3. */
import { etherText } from '../../bytes/address';
import { addressKind } from '../../declare/dissection';
import { bytes, either, ether, flag, u16, u32 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { etherTypeNames } from '../names/ether-types';
import { dispatchEtherType } from './ethertype';

export default protocol({
  id: 'eth',
  title: 'Ethernet II',
  column: 'Ethernet',
  parents: [on('wtap_encap', 1), on('ethertype', 0x6558), on('gre.proto', 0x6558)],
  header: 14,
  fields: {
    dst: ether({ at: 0, label: 'Destination' }),
    'dst.lg': flag({
      at: 0,
      mask: 0x02,
      label: 'LG bit',
      values: { 0: 'Globally unique address', 1: 'Locally administered address' },
      within: 'dst',
    }),
    'dst.ig': flag({
      at: 0,
      mask: 0x01,
      label: 'IG bit',
      values: { 0: 'Individual address', 1: 'Group address' },
      within: 'dst',
    }),
    src: ether({ at: 6, label: 'Source' }),
    'src.lg': flag({
      at: 6,
      mask: 0x02,
      label: 'LG bit',
      values: { 0: 'Globally unique address', 1: 'Locally administered address' },
      within: 'src',
    }),
    'src.ig': flag({
      at: 6,
      mask: 0x01,
      label: 'IG bit',
      values: { 0: 'Individual address', 1: 'Group address' },
      within: 'src',
    }),
    addr: either(['dst', 'src'], { type: 'ETHER', label: 'Address' }),
    lg: either(['dst.lg', 'src.lg'], { type: 'BOOLEAN', label: 'LG bit' }),
    ig: either(['dst.ig', 'src.ig'], { type: 'BOOLEAN', label: 'IG bit' }),
    type: u16({ at: 12, label: 'Type', base: 'hex', values: etherTypeNames, when: (layer) => layer.u16(12) >= 0x600 }),
    len: u16({ at: 12, label: 'Length', when: (layer) => layer.u16(12) < 0x600 }),
    padding: bytes({ label: 'Padding' }),
    trailer: bytes({ label: 'Trailer' }),
    fcs: u32({ label: 'Frame check sequence', base: 'hex' }),
  },
  dissect(layer) {
    const { dissection } = layer;
    if (dissection.quoting === 0) {
      dissection.addressKind = addressKind.ether;
      dissection.addressBytes = layer.bytes;
      dissection.destinationAt = layer.start;
      dissection.sourceAt = layer.start + 6;
    }
    layer.header();
    layer.span(14);
    if (layer.inTree)
      layer.heading(`, Src: ${etherText(layer.bytes, layer.start + 6)}, Dst: ${etherText(layer.bytes, layer.start)}`);
    const type = layer.u16(12);
    layer.setInfo(etherTypeNames[type] ?? 'Ethernet II');
    dispatchEtherType(layer, type, 14);
  },
});

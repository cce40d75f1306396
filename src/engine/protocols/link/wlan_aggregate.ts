/** IEEE 802.11 aggregate MSDU: several packets in one frame. IEEE 802.11-2020, section 9.3.2.2. */
import { etherText } from '../../bytes/address';
import { label, u16 } from '../../declare/kinds';
import { protocol } from '../../declare/protocol';
import llc from './llc';

const headerLength = 14;

export default protocol({
  id: 'wlan_aggregate',
  title: 'IEEE 802.11 Aggregate MSDU',
  column: '802.11',
  shortName: 'IEEE 802.11 Aggregate Data',
  setsColumn: false,
  fields: {
    'a_mdsu.subframe': label({ label: 'A-MSDU Subframe' }),
    'a_mdsu.length': u16({ label: 'A-MSDU Length' }),
  },
  dissect(layer, field) {
    for (let at = 0; at + headerLength <= layer.reported; ) {
      const length = layer.u16(at + 12);
      layer.open(field['a_mdsu.subframe'], at, headerLength);
      if (layer.inTree)
        layer.append(
          `, Src: ${etherText(layer.bytes, layer.start + at + 6)}, Dst: ${etherText(layer.bytes, layer.start + at)}`,
        );
      layer.add(field['a_mdsu.length'], at + 12, 2);
      layer.close();
      at += headerLength;
      if (length > layer.reported - at) {
        layer.malformed('A packet goes beyond the aggregate', at - 2, 2);
        return;
      }
      if (length > 0) layer.next(llc, at, length);
      // Each but the last is padded to four bytes.
      at = (at + length + 3) & ~3;
    }
  },
});

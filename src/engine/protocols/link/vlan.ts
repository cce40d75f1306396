/** Virtual LAN tag. IEEE 802.1Q-2018, clause 9. */
import { bytes, expert, flag, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { etherTypeNames } from '../names/ether-types';
import { dissectLengthOrType, isLength } from './ethernet/payload';
import { dissectTrailer } from './ethernet/trailer';

export default protocol({
  id: 'vlan',
  title: '802.1Q Virtual LAN',
  column: 'VLAN',
  parents: [on('ethertype', 0x8100, 0x9100, 0x9200, 0x9300)],
  header: 4,
  fields: {
    priority: u16({
      at: 0,
      mask: 0xe000,
      label: 'Priority',
      values: {
        0: 'Best Effort (default)',
        1: 'Background',
        2: 'Spare',
        3: 'Excellent Effort',
        4: 'Controlled Load',
        5: 'Video, < 100ms latency and jitter',
        6: 'Voice, < 10ms latency and jitter',
        7: 'Network Control',
      },
    }),
    dei: flag({ at: 0, length: 2, mask: 0x1000, label: 'DEI', values: { 0: 'Ineligible', 1: 'Eligible' } }),
    id: u16({ at: 0, mask: 0x0fff, label: 'ID' }),
    etype: u16({
      at: 2,
      label: 'Type',
      base: 'hex',
      values: etherTypeNames,
      when: (layer) => !isLength(layer.u16(2)),
    }),
    len: u16({ at: 2, label: 'Length', when: (layer) => isLength(layer.u16(2)) }),
    'len.past_end': expert('error', {
      label: 'Length field value goes past the end of the payload',
      group: 'malformed',
    }),
    padding: bytes({ label: 'Padding', id: 'eth.padding' }),
    trailer: bytes({ label: 'Trailer' }),
  },
  dissect(layer, field) {
    layer.header();
    layer.span(4);
    const tag = layer.u16(0);
    if (layer.inTree || layer.wantsInfo) {
      const summary = `PRI: ${tag >> 13}  DEI: ${(tag >> 12) & 1}  ID: ${tag & 0xfff}`;
      layer.heading(`, ${summary.replaceAll('  ', ', ')}`);
      layer.setInfo(summary);
    }
    const lengthOrType = layer.u16(2);
    if (isLength(lengthOrType) && lengthOrType > layer.reported - 4) layer.remark(field['len.past_end'], 2, 2);
    dissectTrailer(layer, dissectLengthOrType(layer, lengthOrType, 4), field);
  },
});

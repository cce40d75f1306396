/** Intermediate System to Intermediate System: the header that all its packets share. ISO/IEC 10589, clause 9.5. */
import { u8 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';

const byType = table('isis.type');

export default protocol({
  id: 'isis',
  title: 'ISO 10589 ISIS InTRA Domain Routeing Information Exchange Protocol',
  column: 'ISIS',
  parents: [on('osinl.incl', 0x83), on('ethertype', 0x22f4)],
  header: 8,
  fields: {
    irpd: u8({
      at: 0,
      label: 'Intradomain Routing Protocol Discriminator',
      base: 'hex',
      values: { 131: 'ISIS' },
    }),
    len: u8({ at: 1, label: 'Length Indicator' }),
    version: u8({ at: 2, label: 'Version/Protocol ID Extension' }),
    sysid_len: u8({ at: 3, label: 'ID Length' }),
    'type.reserved': u8({ at: 4, mask: 0xe0, label: 'Reserved', base: 'hex' }),
    type: u8({
      at: 4,
      mask: 0x1f,
      label: 'PDU Type',
      values: {
        15: 'L1 HELLO',
        16: 'L2 HELLO',
        17: 'P2P HELLO',
        18: 'L1 LSP',
        20: 'L2 LSP',
        24: 'L1 CSNP',
        25: 'L2 CSNP',
        26: 'L1 PSNP',
        27: 'L2 PSNP',
      },
    }),
    version2: u8({ at: 5, label: 'Version' }),
    reserved: u8({ at: 6, label: 'Reserved' }),
    max_area_adr: u8({ at: 7, label: 'Maximum Area Addresses' }),
  },
  dissect(layer, field) {
    const type = layer.u8(4) & 0x1f;
    layer.header();
    layer.span(8);
    layer.setInfo(field.type.nameOf(type) ?? 'Unknown');
    if (!layer.nextBy(byType, type, 8)) layer.next(data, 8);
  },
});

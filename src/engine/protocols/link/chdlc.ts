/** Cisco HDLC. LINKTYPE_C_HDLC. */
import { linkType } from '../../capture-file/link-types';
import { u8, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { etherTypeNames } from '../names/ether-types';
import { setNoAddresses } from './ppp/no-addresses';

const byProtocol = table('chdlc.protocol');
const byEtherType = table('ethertype');
const reverseArpType = 0x8035;
const osiType = 0xfefe;
/** What OSI packets begin with that have no byte of padding before them: CLNP, ES-IS, IS-IS. */
const unpadded: ReadonlySet<number> = new Set([0x81, 0x82, 0x83]);
const ownNames: Readonly<Record<number, string>> = {
  8192: 'Cisco Discovery Protocol',
  32821: 'SLARP',
  32824: 'DEC LanBridge',
  16962: 'Spanning Tree BPDU',
  65278: 'OSI',
};

export default protocol({
  id: 'chdlc',
  title: 'Cisco HDLC',
  column: 'CHDLC',
  parents: [on('wtap_encap', linkType.ciscoHdlc)],
  header: 4,
  fields: {
    address: u8({ at: 0, label: 'Address', base: 'hex', values: { 15: 'Unicast', 143: 'Multicast' } }),
    control: u8({ at: 1, label: 'Control', base: 'hex' }),
    protocol: u16({
      at: 2,
      label: 'Protocol',
      base: 'hex',
      values: (value) => ownNames[value] ?? etherTypeNames[value],
    }),
    clns_padding: u8({ label: 'CLNS Padding', base: 'hex' }),
  },
  dissect(layer, field) {
    setNoAddresses(layer);
    layer.header();
    layer.span(4);
    const type = layer.u16(2);
    let at = 4;
    if (layer.reported > 4 && type === osiType && !unpadded.has(layer.u8(4))) layer.add(field.clns_padding, at++, 1);
    if (layer.nextBy(byProtocol, type, at)) return;
    // Cisco uses the number of RARP for a protocol of its own.
    if (type !== reverseArpType && layer.nextBy(byEtherType, type, 4)) return;
    // Nothing tells of what follows where nothing follows.
    layer.need(4, 1);
    layer.setColumn(`0x${type.toString(16).padStart(4, '0')}`);
    layer.next(data, 4);
  },
});

/** BSD loopback: the address family in front of the packet, in the byte order of the machine that captured it. LINKTYPE_NULL, LINKTYPE_LOOP. */
import { linkType } from '../../capture-file/link-types';
import { u16, u32 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { etherTypeNames } from '../names/ether-types';
import { dispatchEtherType } from './ethertype';
import ppp from './ppp';
import { setNoAddresses } from './ppp/no-addresses';

const byEtherType = table('ethertype');
const byAccessPoint = table('llc.dsap');

const largestFamily = 1500;
const osiFamily = 7;
/** The address families of the BSDs, Darwin and Linux, and the EtherTypes of what they carry. */
const etherTypeOfFamily: Readonly<Record<number, number>> = {
  2: 0x0800,
  16: 0x809b,
  23: 0x8137,
  24: 0x86dd,
  28: 0x86dd,
  30: 0x86dd,
};
const familyNames: Readonly<Record<number, string>> = {
  2: 'IP',
  7: 'OSI',
  16: 'Appletalk',
  23: 'Netware IPX/SPX',
  24: 'IPv6',
  28: 'IPv6',
  30: 'IPv6',
};

export default protocol({
  id: 'null',
  title: 'Null/Loopback',
  column: 'Null',
  setsColumn: false,
  parents: [on('wtap_encap', linkType.null, linkType.loop)],
  fields: {
    type: u16({ label: 'Type', base: 'hex', values: etherTypeNames }),
    family: u32({ label: 'Family', values: familyNames }),
  },
  dissect(layer, field) {
    setNoAddresses(layer);
    if (layer.u16(0) === 0xff03) {
      layer.next(ppp, 0);
      return;
    }
    const family = familyOf(layer.u32(0));
    layer.setColumn('N/A');
    layer.setInfo('Null/Loopback');
    layer.span(4);
    if (family > largestFamily) {
      layer.add(field.type, 0, 4, family & 0xffff);
      dispatchEtherType(layer, family & 0xffff, 4);
      return;
    }
    layer.add(field.family, 0, 4, family);
    if (
      family === osiFamily
        ? layer.nextBy(byAccessPoint, 0xfe, 4)
        : layer.nextBy(byEtherType, etherTypeOfFamily[family] ?? 0, 4)
    )
      return;
    if (layer.reported > 4) layer.next(data, 4);
  },
});

/**
 * The family in either byte order, in 32 bits or (IRIX) in the first 16 of them: families are small, so that the wrong order shows in
 * high bits that are set.
 */
function familyOf(value: number): number {
  if ((value & 0xffff_0000) === 0) return value;
  if (value < 0x0006_0000) return value >>> 16;
  const low = ((value >>> 8) & 0xff00) | (value >>> 24);
  const mayBeWide = (value & 0xff) === 0 && (value & 0xff00) < 0x0600;
  return mayBeWide ? ((value & 0xff00) << 8) | low : low;
}

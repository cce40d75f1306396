/** Network Service Header. RFC 8300, section 2. */
import { bytes, u8, u16, u24 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';

const byVersion = table('ip.version');
const byEtherType = table('ethertype');
const nextProtocol = { ipv4: 1, ipv6: 2, ethernet: 3, nsh: 4, mpls: 5 } as const;
/** Type of metadata that is always four words long. */
const fixedContext = 1;
const etherTypes: Readonly<Record<number, number>> = {
  [nextProtocol.ethernet]: 0x6558,
  [nextProtocol.nsh]: 0x894f,
  [nextProtocol.mpls]: 0x8847,
};

export default protocol({
  id: 'nsh',
  title: 'Network Service Header',
  column: 'NSH',
  parents: [on('ethertype', 0x894f)],
  header: 8,
  fields: {
    version: u16({ at: 0, mask: 0xc000, label: 'Version', base: 'decimal-hex' }),
    Obit: u16({ at: 0, mask: 0x2000, label: 'O Bit' }),
    CBit: u16({ at: 0, mask: 0x1000, label: 'C Bit' }),
    ttl: u16({ at: 0, mask: 0x0fc0, label: 'Time to live', base: 'hex' }),
    length: u16({ at: 0, mask: 0x003f, label: 'Length', base: 'decimal-hex' }),
    mdtype: u8({ at: 2, label: 'MD Type', base: 'decimal-hex' }),
    nextproto: u8({
      at: 3,
      label: 'Next Protocol',
      base: 'decimal-hex',
      values: { 1: 'IPv4', 2: 'IPv6', 3: 'Ethernet', 4: 'NSH', 5: 'MPLS' },
    }),
    spi: u24({ at: 4, label: 'SPI', base: 'decimal-hex' }),
    si: u8({ at: 7, label: 'SI', base: 'decimal-hex' }),
    contextheader: bytes({ label: 'Context Header' }),
  },
  dissect(layer, field) {
    layer.header();
    layer.setInfo('Network Service Header');
    const at = (layer.u16(0) & 0x3f) * 4;
    if (at < 8 || (layer.u8(2) === fixedContext && at !== 24)) {
      layer.malformed(`NSH: a length of ${at} bytes cannot be`, 0, 2);
      return;
    }
    layer.need(0, at);
    layer.span(at);
    if (at > 8) layer.add(field.contextheader, 8, at - 8);
    if (layer.reported <= at) return;
    const next = layer.u8(3);
    const found =
      next === nextProtocol.ipv4
        ? layer.nextBy(byVersion, 4, at)
        : next === nextProtocol.ipv6
          ? layer.nextBy(byVersion, 6, at)
          : etherTypes[next] !== undefined && layer.nextBy(byEtherType, etherTypes[next], at);
    if (!found) layer.next(data, at);
  },
});

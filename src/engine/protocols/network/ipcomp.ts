/** IP Payload Compression: its header; what is compressed stays so. RFC 3173. */
import { u8, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import data from '../frame/data';
import { ipProtocolNames } from '../names/ip-protocols';

export default protocol({
  id: 'ipcomp',
  title: 'IP Payload Compression',
  column: 'IPComp',
  parents: [on('ip.proto', 108)],
  header: 4,
  fields: {
    next_header: u8({ at: 0, label: 'Next Header', base: 'hex', values: ipProtocolNames }),
    flags: u8({ at: 1, label: 'IPComp Flags', base: 'hex' }),
    cpi: u16({ at: 2, label: 'IPComp CPI', base: 'hex', values: { 1: 'OUI', 2: 'DEFLATE', 3: 'LZS', 4: 'LZJH' } }),
  },
  dissect(layer, field) {
    layer.header();
    layer.span(4);
    const index = layer.u16(2);
    if (layer.wantsInfo)
      layer.setInfo(`IPComp (CPI=${field.cpi.nameOf(index) ?? `0x${index.toString(16).padStart(4, '0')}`})`);
    if (layer.reported > 4) layer.next(data, 4);
  },
});

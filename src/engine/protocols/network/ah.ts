/** Authentication Header. RFC 4302. */
import { bytes, u8, u32 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { ipProtocolNames } from '../names/ip-protocols';

export default protocol({
  id: 'ah',
  title: 'Authentication Header',
  column: 'AH',
  parents: [on('ip.proto', 51)],
  header: 12,
  fields: {
    next_header: u8({ at: 0, label: 'Next header', values: ipProtocolNames }),
    length: u8({ at: 1, label: 'Length', text: (words) => `Length: ${words} (${(Number(words) + 2) * 4} bytes)` }),
    reserved: bytes({ at: 2, length: 2, label: 'Reserved' }),
    spi: u32({ at: 4, label: 'AH SPI', base: 'hex' }),
    sequence: u32({ at: 8, label: 'AH Sequence' }),
    icv: bytes({ label: 'AH ICV' }),
  },
  dissect(layer, field) {
    const length = Math.max((layer.u8(1) + 2) * 4, 12);
    layer.trim(length);
    layer.header();
    layer.span(length);
    if (layer.wantsInfo) layer.setInfo(`AH (SPI=0x${layer.u32(4).toString(16).padStart(8, '0')})`);
    layer.need(12, length - 12);
    if (length > 12) layer.add(field.icv, 12, length - 12);
  },
});

/** Encapsulating Security Payload: the two fields that are not encrypted. RFC 4303. */
import { bytes, u32 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';

export default protocol({
  id: 'esp',
  title: 'Encapsulating Security Payload',
  column: 'ESP',
  parents: [on('ip.proto', 50)],
  fields: {
    spi: u32({ at: 0, label: 'ESP SPI', base: 'hex-decimal' }),
    sequence: u32({ at: 4, label: 'ESP Sequence' }),
    encrypted_data: bytes({ label: 'ESP Encrypted Data', hidden: true }),
  },
  dissect(layer, field) {
    layer.header();
    if (layer.wantsInfo) layer.setInfo(`ESP (SPI=0x${layer.u32(0).toString(16).padStart(8, '0')})`);
    layer.need(0, 8);
    if (layer.available > 8) layer.add(field.encrypted_data, 8, layer.available - 8);
  },
});

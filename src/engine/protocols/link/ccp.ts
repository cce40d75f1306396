/** PPP Compression Control Protocol. RFC 1962. */
import { bytes, u8, u32 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import ppp from './ppp';
import { walkControlPacket } from './ppp/control-packet';

const optionNames: Readonly<Record<number, string>> = {
  0: 'OUI',
  1: 'Predictor type 1',
  2: 'Predictor type 2',
  3: 'Puddle Jumper',
  16: 'Hewlett-Packard PPC',
  17: 'Stac Electronics LZS',
  18: 'Microsoft PPE/PPC',
  19: 'Gandalf FZA',
  20: 'V.42bis compression',
  21: 'BSD LZW Compress',
  23: 'LZS-DCP',
  24: 'MVRCA (Magnalink)',
  26: 'Deflate',
};

export default protocol({
  id: 'ccp',
  title: 'PPP Compression Control Protocol',
  column: 'PPP CCP',
  parents: [on('ppp.protocol', 0x80fd)],
  borrows: [ppp],
  fields: {
    'opt.type': u8({ label: 'Type', values: optionNames }),
    'opt.length': u8({ label: 'Length' }),
    'opt.supported_bits': u32({ label: 'Supported Bits', base: 'hex' }),
    'opt.data': bytes({ label: 'Data' }),
  },
  dissect(layer, field) {
    const code = walkControlPacket(layer, {
      type: field['opt.type'],
      length: field['opt.length'],
      names: optionNames,
      data: { 18: field['opt.supported_bits'] },
    });
    if (code > 0 && layer.reported > 4) layer.add(ppp.fields.data, 4, layer.reported - 4);
  },
});

/** PPP IPv6 Control Protocol. RFC 5072. */
import { bytes, u8 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import ppp from './ppp';
import { walkControlPacket } from './ppp/control-packet';

const optionNames: Readonly<Record<number, string>> = { 1: 'Interface Identifier', 2: 'IPv6 compression' };

export default protocol({
  id: 'ipv6cp',
  title: 'PPP IPv6 Control Protocol',
  column: 'PPP IPV6CP',
  parents: [on('ppp.protocol', 0x8057)],
  borrows: [ppp],
  fields: {
    'opt.type': u8({ label: 'Type', values: optionNames }),
    'opt.length': u8({ label: 'Length' }),
    interface_identifier: bytes({ label: 'Interface Identifier' }),
  },
  dissect(layer, field) {
    const code = walkControlPacket(layer, {
      type: field['opt.type'],
      length: field['opt.length'],
      names: optionNames,
      data: { 1: field.interface_identifier },
    });
    if (code > 0 && layer.reported > 4) layer.add(ppp.fields.data, 4, layer.reported - 4);
  },
});

/** Hop-by-Hop Options header: options that every router on the way examines. RFC 8200, section 4.3. */
import { u8, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { ipProtocolNames } from '../names/ip-protocols';
import { optionFields } from './ipv6/option-fields';
import { checkOptions, dissectOptions } from './ipv6/options';

export default protocol({
  id: 'ipv6.hopopts',
  title: 'IPv6 Hop-by-Hop Option',
  embedded: true,
  column: 'IPv6',
  shortName: 'IPv6 Hop-by-Hop',
  setsColumn: false,
  parents: [on('ip.proto', 0)],
  header: 8,
  fields: {
    nxt: u8({ at: 0, label: 'Next Header', values: ipProtocolNames }),
    len: u8({ at: 1, label: 'Length' }),
    len_oct: u16({ label: 'Length', unit: 'bytes', value: (layer) => 8 * (layer.u8(1) + 1) }),
    ...optionFields,
  },
  dissect(layer, field) {
    const length = 8 * (layer.u8(1) + 1);
    layer.trim(length);
    layer.setInfo('IPv6 hop-by-hop options');
    layer.header();
    layer.span(length);
    layer.need(0, length);
    dissectOptions(layer, field, 2, length);
    checkOptions(layer, 2, length);
  },
});

/** Destination Options header: options for the destination alone. RFC 8200, section 4.6. */
import { u8, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { ipProtocolNames } from '../names/ip-protocols';
import { optionFields } from './ipv6/option-fields';
import { checkOptions, dissectOptions, homeAddressAt } from './ipv6/options';

export default protocol({
  id: 'ipv6.dstopts',
  title: 'Destination Options for IPv6',
  embedded: true,
  column: 'IPv6',
  shortName: 'IPv6 Destination',
  setsColumn: false,
  parents: [on('ip.proto', 60)],
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
    layer.setInfo('IPv6 destination options');
    layer.header();
    layer.span(length);
    layer.need(0, length);
    dissectOptions(layer, field, 2, length);
    checkOptions(layer, 2, length);
    const { dissection } = layer;
    const home = homeAddressAt(layer, 2, length);
    if (home >= 0 && dissection.quoting === 0 && dissection.addressBytes === layer.bytes)
      dissection.sourceAt = layer.start + home;
  },
});

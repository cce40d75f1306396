/** PPP IP Control Protocol. RFC 1332, RFC 1877. */
import { bytes, ipv4Address, u8, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { pppProtocolNames } from '../names/ppp-protocols';
import ppp from './ppp';
import { walkControlPacket } from './ppp/control-packet';

const optionNames: Readonly<Record<number, string>> = {
  1: 'IP Addresses (deprecated: "IP Address" should be used instead)',
  2: 'IP Compression Protocol',
  3: 'IP Address',
  4: "Mobile Node's Home IP Address",
  129: 'Primary DNS Server IP Address',
  130: 'Primary NBNS Server IP Address',
  131: 'Secondary DNS Server IP Address',
  132: 'Secondary NBNS Server IP Address',
};

export default protocol({
  id: 'ipcp',
  title: 'PPP IP Control Protocol',
  column: 'PPP IPCP',
  parents: [on('ppp.protocol', 0x8021)],
  borrows: [ppp],
  fields: {
    'opt.type': u8({ label: 'Type', values: optionNames }),
    'opt.length': u8({ label: 'Length' }),
    'opt.compress_proto': u16({
      label: 'IP Compression Protocol',
      base: 'hex',
      values: pppProtocolNames,
    }),
    'opt.ip_address': ipv4Address({ label: 'IP Address' }),
    'opt.mobilenodehomeaddress': ipv4Address({ label: "Mobile Node's Home Address" }),
    'opt.pri_dns_address': ipv4Address({ label: 'Primary DNS Address' }),
    'opt.pri_nbns_address': ipv4Address({ label: 'Primary NBNS Address' }),
    'opt.sec_dns_address': ipv4Address({ label: 'Secondary DNS Address' }),
    'opt.sec_nbns_address': ipv4Address({ label: 'Secondary NBNS Address' }),
    data: bytes({ label: 'Data' }),
  },
  dissect(layer, field) {
    const code = walkControlPacket(layer, {
      type: field['opt.type'],
      length: field['opt.length'],
      names: optionNames,
      data: {
        2: field['opt.compress_proto'],
        3: field['opt.ip_address'],
        4: field['opt.mobilenodehomeaddress'],
        129: field['opt.pri_dns_address'],
        130: field['opt.pri_nbns_address'],
        131: field['opt.sec_dns_address'],
        132: field['opt.sec_nbns_address'],
      },
    });
    if (code > 0 && layer.reported > 4) layer.add(field.data, 4, layer.reported - 4);
  },
});

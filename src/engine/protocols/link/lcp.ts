/** PPP Link Control Protocol. RFC 1661; options of RFC 1570, RFC 1990, RFC 2153. */
import { bytes, ipv4Address, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { pppProtocolNames } from '../names/ppp-protocols';
import ppp from './ppp';
import { walkControlPacket } from './ppp/control-packet';

const optionNames: Readonly<Record<number, string>> = {
  0: 'Vendor Specific',
  1: 'Maximum Receive Unit',
  2: 'Async Control Character Map',
  3: 'Authentication Protocol',
  4: 'Quality Protocol',
  5: 'Magic Number',
  6: 'Link Quality Monitoring (DEPRECATED)',
  7: 'Protocol Field Compression',
  8: 'Address and Control Field Compression',
  9: 'FCS Alternatives',
  10: 'Self-Describing Pad',
  11: 'Numbered Mode',
  13: 'Callback',
  15: 'Compound Frames',
  17: 'Multilink MRRU',
  18: 'Multilink Short Sequence Number Header',
  19: 'Multilink Endpoint Discriminator',
  23: 'Link Discriminator for BAP',
};

const fields = {
  magic_number: u32({ label: 'Magic Number', base: 'hex' }),
  data: bytes({ label: 'Data' }),
  message: text({ label: 'Message' }),
  secs_remaining: u32({ label: 'Seconds Remaining', unit: 'seconds' }),
  rej_proto: u16({ label: 'Rejected Protocol', base: 'hex', values: pppProtocolNames }),
  'opt.type': u8({ label: 'Type', values: optionNames }),
  'opt.length': u8({ label: 'Length' }),
  'opt.mru': u16({ label: 'Maximum Receive Unit' }),
  'opt.asyncmap': u32({ label: 'Async Control Character Map', base: 'hex' }),
  'opt.auth_protocol': u16({ label: 'Authentication Protocol', base: 'hex', values: pppProtocolNames, length: 2 }),
  'opt.quality_protocol': u16({ label: 'Quality Protocol', base: 'hex', values: pppProtocolNames }),
  'opt.magic_number': u32({ label: 'Magic Number', base: 'hex' }),
  'opt.fcs_alternatives': u8({ label: 'FCS Alternatives', base: 'hex' }),
  'opt.maximum': u8({ label: 'Maximum' }),
  'opt.mrru': u16({ label: 'MRRU' }),
  'opt.ip_address': ipv4Address({ label: 'IP Address' }),
  'opt.link_discrim': u16({ label: 'Link Discriminator', base: 'decimal-hex' }),
  'opt.data': bytes({ label: 'Data' }),
} as const;

export default protocol({
  id: 'lcp',
  title: 'PPP Link Control Protocol',
  column: 'PPP LCP',
  parents: [on('ppp.protocol', 0xc021)],
  borrows: [ppp],
  fields,
  dissect(layer, field) {
    const code = walkControlPacket(layer, {
      type: field['opt.type'],
      length: field['opt.length'],
      names: optionNames,
      data: {
        1: field['opt.mru'],
        2: field['opt.asyncmap'],
        3: field['opt.auth_protocol'],
        4: field['opt.quality_protocol'],
        5: field['opt.magic_number'],
        9: field['opt.fcs_alternatives'],
        10: field['opt.maximum'],
        17: field['opt.mrru'],
        23: field['opt.link_discrim'],
      },
    });
    walkData(layer, field, code);
  },
});

function walkData(layer: Layer, field: FieldsOf<typeof fields>, code: number): void {
  const end = layer.reported;
  const rest = (at: number): void => {
    if (at < end) layer.add(field.data, at, end - at);
  };
  switch (code) {
    case 0:
      return;
    case 8:
      layer.add(field.rej_proto, 4, 2);
      rest(6);
      return;
    case 9:
    case 10:
    case 11:
    case 12:
    case 13:
      layer.add(field.magic_number, 4, 4);
      if (code === 12) {
        if (end > 8) layer.add(field.message, 8, end - 8);
      } else if (code === 13) {
        layer.add(field.secs_remaining, 8, 4);
        if (end > 12) layer.add(field.message, 12, end - 12);
      } else rest(8);
      return;
    default:
      rest(4);
  }
}

/** Generic Network Virtualization Encapsulation. RFC 8926. */
import { bytes, flag, u8, u16, u24 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { etherTypeNames } from '../names/ether-types';

const byEtherType = table('ethertype');

const fields = {
  version: u8({ label: 'Version' }),
  flags: u8({ label: 'Flags', base: 'hex' }),
  'flags.oam': flag({ label: 'Operations, Administration and Management Frame', mask: 0x80 }),
  'flags.critical': flag({ label: 'Critical Options Present', mask: 0x40 }),
  proto_type: u16({ label: 'Protocol Type', base: 'hex', values: etherTypeNames }),
  vni: u24({ label: 'Virtual Network Identifier (VNI)', base: 'hex-decimal' }),
  reserved: u8({ label: 'Reserved', base: 'hex' }),
  options: bytes({ label: 'Geneve Options' }),
  option: bytes({ label: 'Option' }),
  'option.class': u16({ label: 'Class', base: 'hex' }),
  'option.type': u8({ label: 'Type', base: 'hex' }),
  'option.type.critical': flag({ label: 'Critical Option', mask: 0x80 }),
  'option.flags': u8({ label: 'Flags', base: 'hex' }),
  'option.length': u8({ label: 'Length', unit: 'bytes' }),
  'option.unknown.data': bytes({ label: 'Unknown Option Data' }),
} as const;

export default protocol({
  id: 'geneve',
  title: 'Generic Network Virtualization Encapsulation',
  column: 'Geneve',
  parents: [on('udp.port', 6081)],
  header: 8,
  fields,
  dissect(layer, field) {
    const optionsLength = (layer.u8(0) & 0x3f) * 4;
    const type = layer.u16(2);
    if (layer.wantsInfo) layer.setInfo(`Encapsulated ${etherTypeNames[type] ?? `0x${type.toString(16)}`}`);
    if (layer.emitting) show(layer, field, optionsLength);
    const at = 8 + optionsLength;
    layer.span(at);
    layer.need(8, optionsLength);
    if (!layer.nextBy(byEtherType, type, at) && layer.reported > at) layer.next(data, at);
  },
});

function show(layer: Layer, field: FieldsOf<typeof fields>, optionsLength: number): void {
  layer.add(field.version, 0, 1, layer.u8(0) >> 6);
  layer.add(field['option.length'], 0, 1, optionsLength);
  layer.open(field.flags, 1, 1);
  layer.add(field['flags.oam'], 1, 1);
  layer.add(field['flags.critical'], 1, 1);
  layer.close();
  layer.add(field.proto_type, 2, 2);
  layer.add(field.vni, 4, 3);
  layer.add(field.reserved, 7, 1);
  if (optionsLength === 0) return;
  const end = 8 + optionsLength;
  layer.open(field.options, 8, optionsLength);
  for (let at = 8; at + 4 <= end; ) {
    const length = 4 + (layer.u8(at + 3) & 0x1f) * 4;
    if (at + length > end) {
      layer.malformed('An option goes beyond the header', at, end - at);
      break;
    }
    layer.open(field.option, at, length);
    layer.add(field['option.class'], at, 2);
    layer.add(field['option.type'], at + 2, 1);
    layer.add(field['option.type.critical'], at + 2, 1);
    layer.add(field['option.flags'], at + 3, 1, layer.u8(at + 3) >> 5);
    layer.add(field['option.length'], at + 3, 1, length);
    if (length > 4) layer.add(field['option.unknown.data'], at + 4, length - 4);
    layer.close();
    at += length;
  }
  layer.close();
}

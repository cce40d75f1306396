/** Protocol Buffers without their description: the numbers of fields, and the bytes that stand for their values. protobuf.dev, "Encoding". */
import { bytes, expert, text, u8, u32, u64 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, named, protocol } from '../../declare/protocol';
import { varintEnd, wideVarint } from './streams/varint';

const unknown = '<UNKNOWN>';
const wireType = { varint: 0, wide: 1, delimited: 2, narrow: 5 } as const;
const wireTypes = {
  0: 'varint',
  1: '64-bit',
  2: 'Length-delimited',
  3: 'Start group (deprecated)',
  4: 'End group (deprecated)',
  5: '32-bit',
};

const declared = {
  'message.name': text({ label: 'Message' }),
  'field.name': text({ label: 'Field Name', generated: true }),
  'field.number': u64({ label: 'Field Number' }),
  'field.wiretype': u8({ label: 'Wire Type', mask: 0x07, values: wireTypes }),
  'field.value.length': u64({ label: 'Value Length' }),
  'field.value': bytes({ label: 'Value' }),
  'field.value.uint64': u64({ label: 'Uint64', littleEndian: true }),
  'field.value.uint32': u32({ label: 'Uint32', littleEndian: true }),
  'field.wiretype.invalid': expert('warning', { label: 'Unknown or unsupported wiretype' }),
  'field.failed_parse_length_delimited_field': expert('error', {
    label: 'Failed to parse length delimited field',
    group: 'malformed',
  }),
} as const;
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'protobuf',
  title: 'Protocol Buffers',
  column: 'PROTOBUF',
  shortName: 'ProtoBuf',
  setsColumn: false,
  parents: [named('media_type', 'application/x-protobuf')],
  fields: declared,
  dissect(layer, field) {
    layer.appendInfo(' (PROTOBUF)');
    if (!layer.emitting) return;
    layer.open(field['message.name'], 0, layer.available, `${unknown} Message Type`);
    for (let at = 0; at >= 0 && at < layer.available; ) at = showField(layer, field, at);
    layer.close();
  },
});

/** Gives the offset behind the field, -1 where that cannot be told. */
function showField(layer: Layer, field: Fields, start: number): number {
  const tag = wideVarint(layer, start);
  const number = tag >> 3n;
  const type = Number(tag & 7n);
  const at = varintEnd(layer, start);
  layer.openText(start, at - start, `Field(${number}):`);
  layer.addComputed(field['field.name'], unknown);
  layer.addComputed(field['field.number'], number, start, at - start);
  layer.add(field['field.wiretype'], start, 1);
  const end = showValue(layer, field, type, at);
  layer.close(end < 0 ? undefined : end);
  return end;
}

function showValue(layer: Layer, field: Fields, type: number, at: number): number {
  switch (type) {
    case wireType.varint:
      return showNumber(layer, field, at, varintEnd(layer, at), wideVarint(layer, at));
    case wireType.wide:
      layer.need(at, 8);
      return showNumber(layer, field, at, at + 8, layer.u64le(at), true);
    case wireType.narrow:
      layer.need(at, 4);
      return showNumber(layer, field, at, at + 4, BigInt(layer.u32le(at)));
    case wireType.delimited: {
      const start = varintEnd(layer, at);
      const length = wideVarint(layer, at);
      layer.addComputed(field['field.value.length'], length, at, start - at);
      if (length > BigInt(layer.available - start)) {
        layer.remark(field['field.failed_parse_length_delimited_field'], at, start - at);
        return -1;
      }
      if (length > 0n) layer.add(field['field.value'], start, Number(length));
      return start + Number(length);
    }
    default:
      // Groups are long gone: like what is no type at all, they end the walk.
      layer.remark(field['field.wiretype.invalid'], at - 1, 1);
      return -1;
  }
}

/** What fits into 32 bits is shown as such, unless it was written in 64. */
function showNumber(layer: Layer, field: Fields, at: number, end: number, value: bigint, isWide = false): number {
  layer.open(field['field.value'], at, end - at);
  if (isWide || value > 0xffff_ffffn) layer.addComputed(field['field.value.uint64'], value, at, end - at);
  else layer.addComputed(field['field.value.uint32'], Number(value), at, end - at);
  layer.close();
  return end;
}

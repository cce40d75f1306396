/** Values of AMQP 0-9-1: numbers, short and long strings, bits that share a byte, and tables of fields. AMQP 0-9-1, section 4.2. */
import { visible } from '../../../bytes/visible';
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import type { amqpFields } from './fields';
import type { ArgumentKind } from './names';

export type AmqpFields = FieldsOf<typeof amqpFields>;

/** Tables inside tables, beyond which the inner ones are passed over. */
const maximumNesting = 16;

const widths: Readonly<Partial<Record<ArgumentKind, number>>> = { octet: 1, short: 2, long: 4, longlong: 8, time: 8 };

/** Shows a value that is no bit; gives the offset behind it. */
export function showValue(layer: Layer, field: AmqpFields, shown: Field, kind: ArgumentKind, at: number): number {
  const width = widths[kind];
  if (kind === 'time') layer.add(shown, at, 8, BigInt.asIntN(64, layer.u64(at)) * 1_000_000_000n);
  else if (width !== undefined) layer.add(shown, at, width);
  if (width !== undefined) return at + width;
  if (kind === 'table') {
    const length = layer.u32(at);
    layer.open(shown, at + 4, length);
    showTable(layer, field, at + 4, length, 0);
    layer.close();
    return endOf(layer, at + 4, length);
  }
  const prefix = kind === 'shortstr' ? 1 : 4;
  const length = prefix === 1 ? layer.u8(at) : layer.u32(at);
  layer.add(shown, at + prefix, length);
  return endOf(layer, at + prefix, length);
}

function endOf(layer: Layer, at: number, length: number): number {
  layer.need(at, length);
  return at + length;
}

function showTable(layer: Layer, field: AmqpFields, from: number, length: number, depth: number): void {
  for (let at = from; at < from + length; ) {
    const nameLength = layer.u8(at);
    const typeAt = at + 1 + nameLength;
    const name = layer.inTree ? visible(layer.text(at + 1, nameLength)) : '';
    at = showField(layer, field, name, at, typeAt, depth);
  }
}

function showArray(layer: Layer, field: AmqpFields, from: number, length: number, depth: number): void {
  let index = 0;
  for (let at = from; at < from + length; index++) at = showField(layer, field, `[${index}]`, at, at, depth);
}

type Reading = readonly [name: string, width: number, read: (layer: Layer, at: number) => string];

const signed = (bits: number, read: (layer: Layer, at: number) => bigint | number) => (layer: Layer, at: number) =>
  BigInt.asIntN(bits, BigInt(read(layer, at))).toString();
const real = (layer: Layer, at: number, width: number): string => {
  const bytes = layer.slice(at, width);
  const view = new DataView(bytes.buffer, bytes.byteOffset, width);
  return (width === 4 ? view.getFloat32(0) : view.getFloat64(0)).toFixed(6);
};

/** Types of fields that have a fixed width, by their letters, as RabbitMQ and most others use them. */
const fixed: Readonly<Record<string, Reading>> = {
  t: ['boolean', 1, (layer, at) => (layer.u8(at) === 0 ? 'false' : 'true')],
  b: ['byte', 1, signed(8, (layer, at) => layer.u8(at))],
  B: ['unsigned byte', 1, (layer, at) => String(layer.u8(at))],
  s: ['short int', 2, signed(16, (layer, at) => layer.u16(at))],
  u: ['short uint', 2, (layer, at) => String(layer.u16(at))],
  I: ['integer', 4, signed(32, (layer, at) => layer.u32(at))],
  i: ['unsigned integer', 4, (layer, at) => String(layer.u32(at))],
  l: ['long int', 8, signed(64, (layer, at) => layer.u64(at))],
  f: ['float', 4, (layer, at) => real(layer, at, 4)],
  d: ['double', 8, (layer, at) => real(layer, at, 8)],
  D: ['decimal', 5, (layer, at) => String((layer.u32(at + 1) | 0) / 10 ** layer.u8(at))],
  V: ['void', 0, () => ''],
};

/** Shows the field whose type stands at `typeAt`; gives the offset behind it. */
function showField(layer: Layer, field: AmqpFields, name: string, from: number, typeAt: number, depth: number): number {
  const type = String.fromCharCode(layer.u8(typeAt));
  const at = typeAt + 1;
  const known = Object.hasOwn(fixed, type) ? fixed[type] : undefined;
  if (known !== undefined) {
    const [title, width, read] = known;
    layer.add(field.field, from, at + width - from);
    if (layer.inTree) layer.retitle(`${name} (${title}): ${read(layer, at)}`);
    return at + width;
  }
  if (type === 'T') {
    layer.add(field['field.timestamp'], at, 8, BigInt.asIntN(64, layer.u64(at)) * 1_000_000_000n);
    return at + 8;
  }
  const length = layer.u32(at);
  const end = endOf(layer, at + 4, length);
  switch (type) {
    case 'S':
      layer.add(field.field, from, end - from);
      if (layer.inTree) layer.retitle(`${name} (string): ${visible(layer.text(at + 4, length))}`);
      break;
    case 'x':
      layer.add(field['field.byte_array'], at + 4, length);
      break;
    case 'F':
    case 'A':
      layer.open(field.field, from, end - from);
      if (layer.inTree) layer.retitle(`${name} (${type === 'F' ? 'field table' : 'array'})`);
      if (depth < maximumNesting) (type === 'F' ? showTable : showArray)(layer, field, at + 4, length, depth + 1);
      layer.close();
      break;
    default:
      // A letter that is not known says not even how long its value is.
      return layer.cutOff(layer.available + 1);
  }
  return end;
}

/** Values of AMQP 1.0, which each begin with a byte that tells their type and width. OASIS AMQP 1.0, part 1, section 1.6. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import { type ListKey, terminus } from './performatives';
import type { AmqpFields } from './values';

const code = { described: 0x00, null: 0x40, yes: 0x41, no: 0x42, zero: 0x43, wideZero: 0x44, noList: 0x45 } as const;
const list8 = 0xc0;
const list32 = 0xd0;
const maximumNesting = 8;

/** Where the bytes of a value begin, behind its type and length, and where they end. */
interface Extent {
  readonly start: number;
  readonly end: number;
}

/** The upper half of a type says how many bytes its values take, or how many say so. */
function extentOf(layer: Layer, at: number, depth = 0): Extent {
  const type = layer.u8(at);
  if (type === code.described) {
    if (depth >= maximumNesting) layer.cutOff(layer.available + 1);
    return extentOf(layer, extentOf(layer, at + 1, depth + 1).end, depth + 1);
  }
  const width = [0, 1, 2, 4, 8, 16][(type >> 4) - 4];
  if (width !== undefined) return { start: at + 1, end: at + 1 + width };
  const prefix = ((type >> 4) & 1) === 0 ? 1 : 4;
  if (type < 0xa0) layer.cutOff(layer.available + 1);
  const length = prefix === 1 ? layer.u8(at + 1) : layer.u32(at + 1);
  layer.need(at + 1 + prefix, length);
  return { start: at + 1 + prefix, end: at + 1 + prefix + length };
}

/** Shows the values of the list at `at` as the fields that its places have. */
export function showList(layer: Layer, field: AmqpFields, keys: readonly ListKey[], at: number, depth = 0): void {
  const type = layer.u8(at);
  if (type !== list8 && type !== list32) return;
  const { start, end } = extentOf(layer, at);
  const count = type === list8 ? layer.u8(start) : layer.u32(start);
  let value = start + (type === list8 ? 1 : 4);
  for (let i = 0; i < count && i < keys.length && value < end; i++) {
    const key = keys[i];
    const next = extentOf(layer, value).end;
    if (key !== '') showTyped(layer, field, field[key], value, next, depth);
    value = next;
  }
}

function showTyped(layer: Layer, field: AmqpFields, shown: Field, at: number, end: number, depth: number): void {
  const type = layer.u8(at);
  if (type === code.null) return;
  if (shown.type === 'NONE') {
    layer.open(shown, at, end - at);
    if (type === code.described && depth === 0 && shown !== field['performative.arguments.error'])
      showList(layer, field, terminus, extentOf(layer, at + 1).end, depth + 1);
    layer.close();
    return;
  }
  if (type === code.yes || type === code.no) layer.addComputed(shown, type === code.yes ? 1 : 0, at, 1);
  else if (type === code.zero || type === code.wideZero)
    layer.addComputed(shown, shown.type === 'UINT64' ? 0n : 0, at, 1);
  else if (type !== code.described && type !== code.noList) {
    const { start } = extentOf(layer, at);
    if (end > start) layer.add(shown, start, end - start);
  }
}

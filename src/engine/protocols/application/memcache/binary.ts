/** memcached's binary protocol: a header of 24 bytes, then extras, key and value. https://docs.memcached.org/protocols/binary */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import { showInfoBehind } from '../streams/info';
import { takePdu } from '../streams/length-framed';
import { type memcacheFields, operations, statuses } from './fields';

export type MemcacheFields = FieldsOf<typeof memcacheFields>;

export const magic = { request: 0x80, response: 0x81 } as const;
const headerLength = 24;
/** Up to the length of what follows the header. */
const lengthEnd = 12;

type ExtraKey = 'extras.flags' | 'extras.expiration' | 'extras.delta' | 'extras.initial';
type Extras = readonly (readonly [key: ExtraKey, length: number])[];

const flags: Extras = [['extras.flags', 4]];
const storing: Extras = [
  ['extras.flags', 4],
  ['extras.expiration', 4],
];
const counting: Extras = [
  ['extras.delta', 8],
  ['extras.initial', 8],
  ['extras.expiration', 4],
];
const flushing: Extras = [['extras.expiration', 4]];

const gets = [0, 9, 12, 13];
const stores = [1, 2, 3, 17, 18, 19];
const counts = [5, 6, 21, 22];
const flushes = [8, 24];
/** Requests that are about a key. */
const needKey = [...gets, ...stores, 4, 20, ...counts];
const counterAnswers = [5, 6];
const needValue = [...stores, 14, 15, 25, 26];

export function walkBinary(layer: Layer, field: MemcacheFields): void {
  if (!takePdu(layer, lengthEnd, (message, at) => headerLength + message.u32(at + 8))) return;
  layer.need(0, headerLength);
  const code = layer.u8(1);
  const asks = (layer.u8(0) & 1) === 0;
  const status = layer.u16(6);
  if (layer.wantsInfo) {
    const name = operations[code] ?? `Unknown opcode (${code})`;
    const failed = status !== 0 && layer.u32(8) > 0 ? ` (${statuses[status] ?? `Unknown status: ${status}`})` : '';
    showInfoBehind(layer, `${name} ${asks ? 'Request' : 'Response'}${failed}`, '');
  }
  if (layer.emitting) show(layer, field, code, asks, status);
}

function show(layer: Layer, field: MemcacheFields, code: number, asks: boolean, status: number): void {
  const keyLength = layer.u16(2);
  const extrasLength = layer.u8(4);
  const body = layer.u32(8);
  const valueLength = body - keyLength - extrasLength;
  if (layer.inTree)
    layer.heading(`, ${operations[code] ?? `Unknown opcode (${code})`} ${asks ? 'Request' : 'Response'}`);
  layer.add(field.magic, 0, 1);
  layer.add(field.opcode, 1, 1);
  if (operations[code] === undefined) layer.remark(field['opcode.unknown'], 1, 1);
  layer.add(field['key.length'], 2, 2);
  layer.add(field['extras.length'], 4, 1);
  layer.add(field.data_type, 5, 1);
  layer.add(asks ? field.reserved : field.status, 6, 2);
  if (status !== 0) layer.remark(field[asks ? 'reserved.expert' : 'status.response'], 6, 2);
  layer.addComputed(field['value.length'], valueLength >>> 0);
  layer.add(field.total_body_length, 8, 4);
  layer.add(field.opaque, 12, 4);
  layer.add(field.cas, 16, 8);
  if (status !== 0) {
    if (body > 0) layer.add(field.value, headerLength, body);
    else layer.remark(field['value.missing']);
    return;
  }
  const keyAt = headerLength + extrasLength;
  showExtras(layer, field, code, asks, extrasLength);
  if (keyLength > 0) layer.add(field.key, keyAt, keyLength);
  else if (asks && needKey.includes(code)) layer.remark(field['key.missing']);
  if (valueLength > 0) {
    const counter = !asks && counterAnswers.includes(code) && valueLength >= 8;
    layer.add(counter ? field['extras.response'] : field.value, keyAt + keyLength, counter ? 8 : valueLength);
  } else if (asks && needValue.includes(code)) layer.remark(field['value.missing']);
}

function extrasOf(code: number, asks: boolean): Extras | undefined {
  if (gets.includes(code)) return asks ? undefined : flags;
  if (flushes.includes(code)) return flushing;
  if (stores.includes(code)) return asks ? storing : undefined;
  return counts.includes(code) && asks ? counting : undefined;
}

function showExtras(layer: Layer, field: MemcacheFields, code: number, asks: boolean, length: number): void {
  const extras = extrasOf(code, asks);
  if (length === 0) {
    if (extras !== undefined && extras !== flushing) layer.remark(field['extras.missing']);
    return;
  }
  layer.open(field.extras, headerLength, length);
  let at = headerLength;
  for (const [key, width] of extras ?? []) {
    layer.add(field[key] as Field, at, width);
    at += width;
  }
  if (extras === undefined) layer.add(field['extras.unknown'], headerLength, length);
  layer.close();
}

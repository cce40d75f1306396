/** Reads the values of Kafka's messages as their tables say, and shows them. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import { byteLength, varint, varintEnd } from '../streams/varint';
import type { kafkaFields } from './fields';
import type { Entry, FieldKey, ValueEntry, ValueKind } from './messages';
import { showRecords } from './records';

export type KafkaFields = FieldsOf<typeof kafkaFields>;

/** Arrays inside arrays are as deep as the tables are; how long they are, the sender says. */
const maximumElements = 100_000;

/** A message at hand. */
export interface Reading {
  readonly layer: Layer;
  readonly field: KafkaFields;
  readonly version: number;
  readonly flexible: boolean;
  /** What the Info column gets from the message: the first of each. */
  readonly told: { error?: number; group?: string; member?: string };
}

const widths: Readonly<Partial<Record<ValueKind, number>>> = {
  int8: 1,
  int16: 2,
  int32: 4,
  int64: 8,
  error: 2,
  time: 8,
};

/** Shows the entries that the version has; gives the offset behind them. */
export function showEntries(reading: Reading, entries: readonly Entry[], from: number): number {
  const { version, layer } = reading;
  let at = from;
  for (const [name, of, first = 0, last = version] of entries) {
    if (version < first || version > last) continue;
    at = typeof of === 'string' ? showOne(reading, [name as FieldKey, of], at) : showArray(reading, name, of, at);
    if (at > layer.available) layer.cutOff(at);
  }
  return at;
}

function showArray(reading: Reading, title: string, entries: readonly Entry[], from: number): number {
  const { layer, flexible } = reading;
  const count = flexible ? varint(layer, from) - 1 : layer.u32(from) | 0;
  let at = flexible ? varintEnd(layer, from) : from + 4;
  layer.openText(from, at - from, title);
  const single = entries.length === 1 ? entries[0] : undefined;
  // Only in metadata are single values structures, which have tagged fields of their own.
  const isPlain = single !== undefined && typeof single[1] === 'string' && title !== 'Topics';
  for (let i = 0; i < Math.min(count, maximumElements); i++) {
    layer.need(at, 1);
    at = showEntries(reading, entries, at);
    if (flexible && !isPlain) at = showTags(reading, at);
  }
  layer.close(at);
  return at;
}

function showOne(reading: Reading, [key, kind]: ValueEntry, at: number): number {
  const { layer, field, flexible, told } = reading;
  const width = widths[kind];
  if (width !== undefined) {
    if (width === 4 && field[key].type === 'INT64') layer.add(field[key], at, width, BigInt(layer.u32(at) | 0));
    else if (kind === 'time') layer.add(field[key], at, width, BigInt.asIntN(64, layer.u64(at)) * 1_000_000n);
    else layer.add(field[key], at, width);
    if (kind === 'error') told.error ??= layer.u16(at) === 0 ? undefined : layer.i16(at);
    return at + width;
  }
  const short = kind === 'string' ? 2 : 4;
  const length = flexible ? varint(layer, at) - 1 : short === 2 ? layer.i16(at) : layer.u32(at) | 0;
  const start = flexible ? varintEnd(layer, at) : at + short;
  const shown = Math.max(length, 0);
  layer.need(start, shown);
  if (kind === 'records') {
    showRecords(layer, field, start, shown);
    return start + shown;
  }
  addValue(layer, field[key], at, start, length);
  if (key === 'consumer_group') told.group ??= layer.text(start, shown);
  if (key === 'member_id') told.member ??= layer.text(start, shown);
  return start + shown;
}

function addValue(layer: Layer, field: Field, at: number, start: number, length: number): void {
  if (field.type !== 'STRING') layer.add(field, start, Math.max(length, 0));
  else if (length < 0) layer.add(field, at, start - at, '[ Null ]');
  else layer.add(field, at, start - at + length, layer.text(start, length, true));
}

/** Tagged fields: their number, and of each its tag and its length. KIP-482. */
export function showTags(reading: Reading, from: number): number {
  const { layer, field } = reading;
  const count = varint(layer, from);
  let at = varintEnd(layer, from);
  if (count === 0) return at;
  layer.openText(from, at - from, 'Tagged fields');
  for (let i = 0; i < Math.min(count, maximumElements) && at < layer.available; i++) {
    const lengthAt = varintEnd(layer, at);
    const start = varintEnd(layer, lengthAt);
    const length = byteLength(layer, lengthAt);
    layer.add(field.tagged_field_tag, at, lengthAt - at, BigInt(varint(layer, at)));
    layer.add(field.tagged_field_data, start, length);
    layer.need(start, length);
    at = start + length;
  }
  layer.close(at);
  return at;
}

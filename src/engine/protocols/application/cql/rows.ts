/** Results of Cassandra: what columns there are, of which types, and the values of rows. Native protocol v4, sections 4.2.5 and 6. */
import type { Field } from '../../../declare/field';
import type { CqlFields, Reading } from './reading';

const flag = { global: 0x01, morePages: 0x02, noMetadata: 0x04 } as const;
const maximumNesting = 16;

/** A type, with those that it is made of. */
interface ValueType {
  readonly code: number;
  readonly parts: readonly ValueType[];
}

/** Shows the columns' names and types; gives the types, none where the answer leaves them away. */
export function showMetadata(reading: Reading, isPrepared: boolean): { types: readonly ValueType[]; count: number } {
  const { layer, field } = reading;
  const flagsAt = reading.at;
  const flags = reading.number(field['result.rows.flags'], 4);
  layer.add(field['result.rows.flags.global_tables'], flagsAt, 4);
  layer.add(field['result.rows.flags.has_more_pages'], flagsAt, 4);
  layer.add(field['result.rows.flags.no_metadata'], flagsAt, 4);
  layer.openText(reading.at, 0, 'Metadata');
  const count = reading.number(field['result.rows.column_count'], 4);
  if (count < 0) layer.remark(field.unexpected_negative_value, reading.at - 4, 4);
  // What parameters make up a partition's key stands before the names of prepared statements.
  if (isPrepared) reading.skip(2 * Math.max(reading.number(field['result.rows.column_count'], 4), 0));
  if ((flags & flag.morePages) !== 0) reading.bytes(field.paging_state);
  const types: ValueType[] = [];
  if ((flags & flag.noMetadata) === 0) {
    const isGlobal = (flags & flag.global) !== 0;
    if (isGlobal) showTable(reading);
    for (let i = 0; i < count; i++) {
      if (!isGlobal) showTable(reading);
      reading.text(field['result.rows.column_name']);
      types.push(showType(reading, 0));
    }
  }
  layer.close(reading.at);
  return { types, count };
}

function showTable(reading: Reading): void {
  reading.text(reading.field['result.rows.keyspace_name']);
  reading.text(reading.field['result.rows.table_name']);
}

const code = { custom: 0, list: 0x20, map: 0x21, set: 0x22, structure: 0x30, tuple: 0x31 } as const;

function showType(reading: Reading, depth: number): ValueType {
  const { field, layer } = reading;
  if (depth > maximumNesting) layer.cutOff(layer.available + 1);
  const type = reading.number(field.data_type, 2);
  const parts: ValueType[] = [];
  const more = (count: number) => {
    for (let i = 0; i < count; i++) parts.push(showType(reading, depth + 1));
  };
  if (type === code.custom) reading.text();
  else if (type === code.list || type === code.set) more(1);
  else if (type === code.map) more(2);
  else if (type === code.tuple) more(reading.number(field['result.rows.tuple_size'], 2));
  else if (type === code.structure) {
    reading.text(field['result.rows.keyspace_name']);
    reading.text(field['result.rows.udt_name']);
    const count = reading.number(field['result.rows.udt_size'], 2);
    for (let i = 0; i < count; i++) {
      reading.text(field['result.rows.udt_field_name']);
      parts.push(showType(reading, depth + 1));
    }
  }
  return { code: type, parts };
}

export function showRows(reading: Reading): void {
  const { layer, field } = reading;
  const { types, count } = showMetadata(reading, false);
  layer.openText(reading.at, 0, 'Rows');
  const rows = reading.number(field['result.rows.row_count'], 4);
  if (rows < 0) layer.remark(field.unexpected_negative_value, reading.at - 4, 4);
  for (let i = 0; i < rows && count > 0; i++) {
    layer.openText(reading.at, 0, 'Data (Columns)');
    for (let column = 0; column < count; column++) showValue(reading, types[column]);
    layer.close(reading.at);
  }
  layer.close(reading.at);
}

type Key = keyof CqlFields;
/** Fields of the types whose values stand there as they are, and their lengths where these are fixed. */
const plain: Readonly<Record<number, readonly [key: Key, length?: number]>> = {
  0: ['custom'],
  1: ['ascii'],
  2: ['bigint', 8],
  3: ['bytes'],
  4: ['boolean', 1],
  5: ['bigint', 8],
  7: ['double', 8],
  8: ['float', 4],
  9: ['int', 4],
  11: ['result.timestamp', 8],
  12: ['uuid', 16],
  13: ['varchar'],
  15: ['timeuuid', 16],
};

/** A value behind its length; of a type that is not known it shows the bytes. */
function showValue(reading: Reading, type: ValueType | undefined): void {
  const { layer, field } = reading;
  const length = reading.number(field['bytes_length.int'], 4);
  if (length <= 0) return;
  const end = reading.at + length;
  layer.need(reading.at, length);
  const known = type === undefined ? undefined : plain[type.code];
  if (type === undefined) reading.take(field.bytes, length);
  else if (known !== undefined) {
    const [key, width = length] = known;
    reading.take(width === length ? field[key] : field.bytes, length);
  } else showSpecial(reading, type, length, end);
  reading.at = end;
}

function showSpecial(reading: Reading, { code: type, parts }: ValueType, length: number, end: number): void {
  const { field } = reading;
  switch (type) {
    case 0x06:
      reading.number(field.scale, 4);
      showVarint(reading, length - 4);
      break;
    case 0x0e:
      showVarint(reading, length);
      break;
    case 0x10:
      showAddress(reading, length);
      break;
    case code.list:
      showItems(reading, field['result.rows.list_size'], parts, end);
      break;
    case code.map:
      showItems(reading, field['result.rows.map_size'], parts, end);
      break;
    case code.set:
      showItems(reading, field['result.rows.set_size'], parts, end);
      break;
    case code.structure:
    case code.tuple:
      // Fields that were added later are missing at the end.
      for (const part of parts) if (reading.at < end) showValue(reading, part);
      break;
    default:
      reading.take(field.bytes, length);
  }
}

function showVarint(reading: Reading, length: number): void {
  const { field } = reading;
  if (length === 1) reading.take(field.varint, 1);
  else if (length === 8) reading.take(field.varint64, 8);
  else reading.take(field.bytes, Math.max(length, 0));
}

function showAddress(reading: Reading, length: number): void {
  const { field } = reading;
  const width = length === 4 || length === 8 ? 4 : 16;
  if (length !== width && length !== width + 4) return;
  reading.take(width === 4 ? field.ipv4 : field.ipv6, width);
  if (length > width) reading.number(field.port, 4);
}

function showItems(reading: Reading, countField: Field, parts: readonly ValueType[], end: number): void {
  const count = reading.number(countField, 4);
  if (count < 0) reading.layer.remark(reading.field.unexpected_negative_value, reading.at - 4, 4);
  for (let i = 0; i < count && reading.at < end; i++) for (const part of parts) showValue(reading, part);
}

/** Tokens of which servers' answers over TDS are made. [MS-TDS], section 2.2.7. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import { showTypedValue, type TdsFields, typeAt, type ValueType } from './types';

/** A walk over the tokens of one answer: columns are declared before the rows that have them. */
interface Answer {
  readonly layer: Layer;
  readonly field: TdsFields;
  /** Whether counts have 64 bits and types of users 32, as from version 7.2 on. */
  readonly wide: boolean;
  columns: readonly ValueType[];
}

/** Shows the token whose contents begin at `at`, behind its number; gives the offset behind it, -1 where that cannot be told. */
type ShowToken = (answer: Answer, at: number) => number;

const noMetadata = 0xffff;
const maximumColumns = 4096;

const tokens: Readonly<Record<number, ShowToken>> = {
  121: showReturnStatus,
  129: showColumns,
  169: showOrder,
  170: (answer, at) => showMessage(answer, 'error', at),
  171: (answer, at) => showMessage(answer, 'info', at),
  173: showLoginAck,
  174: showFeatures,
  209: (answer, at) => showRow(answer, at, false),
  210: (answer, at) => showRow(answer, at, true),
  227: showChange,
  237: showSspi,
  253: (answer, at) => showDone(answer, 'done', at),
  254: (answer, at) => showDone(answer, 'doneproc', at),
  255: (answer, at) => showDone(answer, 'doneinproc', at),
};

export function showTokens(layer: Layer, field: TdsFields, start: number, wide: boolean): void {
  const answer: Answer = { layer, field, wide, columns: [] };
  for (let at = start; at < layer.available; ) {
    const show = tokens[layer.u8(at)];
    const end = show?.(answer, at + 1) ?? -1;
    if (end < 0) {
      layer.add(field.unknown_tds_token, at, layer.available - at);
      return;
    }
    at = end;
  }
}

/** Length in two bytes, then as much: most tokens. */
function open({ layer }: Answer, head: Field, lengthField: Field, at: number): number {
  const length = layer.u16le(at);
  layer.open(head, at - 1, 3 + length);
  layer.add(lengthField, at, 2);
  layer.need(at + 2, length);
  return at + 2 + length;
}

/** Text behind its length in characters; gives the offset behind it. */
function showText({ layer }: Answer, lengthField: Field, field: Field, at: number, width: 1 | 2): number {
  const length = (width === 1 ? layer.u8(at) : layer.u16le(at)) * 2;
  layer.add(lengthField, at, width);
  if (length > 0) layer.add(field, at + width, length);
  layer.need(at + width, length);
  return at + width + length;
}

function showMessage(answer: Answer, kind: 'error' | 'info', at: number): number {
  const { layer, field, wide } = answer;
  const end = open(answer, field[kind], field[`${kind}.length`], at);
  layer.add(field[`${kind}.number`], at + 2, 4);
  layer.add(field[`${kind}.state`], at + 6, 1);
  layer.add(field[`${kind}.class`], at + 7, 1);
  let next = showText(answer, field[`${kind}.msgtext_length`], field[`${kind}.msgtext`], at + 8, 2);
  next = showText(answer, field[`${kind}.servername_length`], field[`${kind}.servername`], next, 1);
  next = showText(answer, field[`${kind}.procname_length`], field[`${kind}.procname`], next, 1);
  layer.add(field[`${kind}.linenumber`], next, wide ? 4 : 2);
  layer.close();
  return end;
}

const collationChange = 7;
/** Changes whose values are text: database, language, character set, packet size, sorting, and what servers name one another. */
const textChanges = [1, 2, 3, 4, 5, 6, 13, 19];

function showChange(answer: Answer, at: number): number {
  const { layer, field } = answer;
  const end = open(answer, field.envchange, field['envchange.length'], at);
  const type = layer.u8(at + 2);
  layer.add(field['envchange.type'], at + 2, 1);
  if (textChanges.includes(type)) {
    const old = showText(answer, field['envchange.newvalue_length'], field['envchange.newvalue_string'], at + 3, 1);
    showText(answer, field['envchange.oldvalue_length'], field['envchange.oldvalue_string'], old, 1);
  } else if (end > at + 3) showChangedBytes(answer, type, at + 3, end);
  layer.close();
  return end;
}

function showChangedBytes({ layer, field }: Answer, type: number, at: number, end: number): void {
  const length = layer.u8(at);
  const old = at + 1 + length;
  layer.add(field['envchange.newvalue_length'], at, 1);
  if (type === collationChange && length === 5) {
    layer.add(field['envchange.collate_codepage'], at + 1, 2);
    layer.add(field['envchange.collate_flags'], at + 3, 2);
    layer.add(field['envchange.collate_charset_id'], at + 5, 1);
  } else if (length > 0) layer.add(field['envchange.newvalue'], at + 1, length);
  if (old >= end) return;
  layer.add(field['envchange.oldvalue_length'], old, 1);
  if (layer.u8(old) > 0) layer.add(field['envchange.oldvalue'], old + 1, layer.u8(old));
}

function showLoginAck(answer: Answer, at: number): number {
  const { layer, field } = answer;
  const end = open(answer, field.loginack, field['loginack.length'], at);
  layer.add(field['loginack.interface'], at + 2, 1);
  layer.add(field['loginack.tdsversion'], at + 3, 4, layer.u32(at + 3));
  const name = layer.u8(at + 7) * 2;
  layer.add(field['loginack.progname'], at + 8, name);
  layer.add(field['loginack.progversion'], at + 8 + name, 4, layer.u32(at + 8 + name));
  layer.close();
  return end;
}

function showFeatures({ layer, field }: Answer, at: number): number {
  const last = 0xff;
  layer.open(field.featureextack, at - 1, 1);
  for (let next = at; ; ) {
    layer.add(field['featureextack.featureid'], next, 1);
    if (layer.u8(next) === last) {
      layer.close(next + 1);
      return next + 1;
    }
    const length = layer.u32le(next + 1);
    layer.add(field['featureextack.featureackdatalen'], next + 1, 4);
    layer.add(field['featureextack.featureackdata'], next + 5, length);
    layer.need(next + 5, length);
    next += 5 + length;
  }
}

function showSspi({ layer, field }: Answer, at: number): number {
  const length = layer.u16le(at);
  layer.open(field.sspi, at - 1, 3 + length);
  layer.add(field['sspi.buffer'], at + 2, length);
  layer.close();
  layer.need(at + 2, length);
  return at + 2 + length;
}

function showOrder(answer: Answer, at: number): number {
  const { layer, field } = answer;
  const end = open(answer, field.order, field['order.length'], at);
  for (let column = at + 2; column + 2 <= end; column += 2) layer.add(field['order.colnum'], column, 2);
  layer.close();
  return end;
}

function showReturnStatus({ layer, field }: Answer, at: number): number {
  layer.open(field.returnstatus, at - 1, 5);
  layer.add(field['returnstatus.value'], at, 4);
  layer.close();
  layer.need(at, 4);
  return at + 4;
}

type Done = 'done' | 'doneproc' | 'doneinproc';
const common = ['more', 'error', 'inxact', 'count', 'attn', 'event', 'srverror'] as const;
/** Bits of the status: what procedures end with says more than what ends within them. */
const doneBits = {
  done: ['proc', ...common],
  doneproc: ['proc', 'rpcinbatch', ...common],
  doneinproc: common,
} as const;

function showDone({ layer, field, wide }: Answer, kind: Done, at: number): number {
  const count = wide ? 8 : 4;
  layer.open(field[kind], at - 1, 5 + count);
  layer.open(field[`${kind}.status`], at, 2);
  for (const bit of doneBits[kind]) layer.add(field[`done.status.${bit}`], at, 2);
  layer.close();
  layer.add(field[`${kind}.curcmd`], at + 2, 2);
  layer.add(wide ? field[`${kind}.donerowcount64`] : field[`${kind}.donerowcount`], at + 4, count);
  layer.close();
  layer.need(at, 4 + count);
  return at + 4 + count;
}

const columnFlags = [
  'nullable',
  'casesen',
  'updateable',
  'identity',
  'computed',
  'fixedlenclrtype',
  'sparsecolumnset',
  'encrypted',
  'hidden',
  'key',
  'nullableunknown',
] as const;

function showColumns(answer: Answer, at: number): number {
  const { layer, field } = answer;
  const count = layer.u16le(at);
  const columns: ValueType[] = [];
  layer.open(field.colmetadata, at - 1, 3);
  layer.add(field['colmetadata.columns'], at, 2);
  let next = at + 2;
  if (count !== noMetadata)
    for (let i = 0; i < Math.min(count, maximumColumns) && next >= 0; i++) next = showColumn(answer, columns, next);
  answer.columns = columns;
  layer.close(next < 0 ? undefined : next);
  return next;
}

/** Gives the offset behind the column, -1 where its type is not known. */
function showColumn(answer: Answer, columns: ValueType[], start: number): number {
  const { layer, field, wide } = answer;
  const flags = start + (wide ? 4 : 2);
  const type = typeAt(layer, flags + 2);
  layer.open(field['colmetadata.field'], start, flags + 3 - start);
  if (layer.inTree) layer.retitle(`Column ${columns.length + 1}`);
  layer.add(field['colmetadata.usertype'], start, wide ? 4 : 2);
  layer.open(field['colmetadata.results_token_flags'], flags, 2);
  for (const flag of columnFlags) layer.add(field[`colmetadata.flags.${flag}`], flags, 2);
  layer.close();
  layer.add(field['colmetadata.results_token_type'], flags + 2, 1);
  let end = -1;
  if (type !== undefined) {
    columns.push(type);
    showColumnType(answer, type);
    end = type.prefix === 'pointer' ? showTableName(answer, type.end) : type.end;
    end = showText(answer, field['colmetadata.colname_length'], field['colmetadata.colname'], end, 1);
  }
  layer.close(end < 0 ? undefined : end);
  return end;
}

function showColumnType({ layer, field }: Answer, type: ValueType): void {
  const { sizeAt, digitsAt, collationAt, prefix, kind } = type;
  if (sizeAt >= 0 && prefix === 'byte') layer.add(field['colmetadata.type_size'], sizeAt, 1);
  else if (sizeAt >= 0 && (prefix === 'short' || prefix === 'chunks'))
    layer.add(field['colmetadata.large_type_size'], sizeAt, 2);
  if (digitsAt >= 0 && kind.digits === 2) layer.add(field['colmetadata.precision'], digitsAt, 1);
  if (digitsAt >= 0) layer.add(field['colmetadata.scale'], digitsAt + (kind.digits === 2 ? 1 : 0), 1);
  if (collationAt < 0) return;
  layer.add(field['colmetadata.collate_codepage'], collationAt, 2);
  layer.add(field['colmetadata.collate_flags'], collationAt + 2, 2);
  layer.add(field['colmetadata.collate_charset_id'], collationAt + 4, 1);
}

/** Long texts and images say the parts of their table's name. */
function showTableName(answer: Answer, at: number): number {
  const { layer, field } = answer;
  const parts = layer.u8(at);
  let next = at + 1;
  layer.add(field['colmetadata.table_name_parts'], at, 1);
  for (let i = 0; i < parts; i++)
    next = showText(answer, field['colmetadata.table_name_length'], field['colmetadata.table_name'], next, 2);
  return next;
}

/** In rows of the second kind a bitmap says which values are null, and not there. */
function showRow({ layer, field, columns }: Answer, at: number, hasBitmap: boolean): number {
  let next = at + (hasBitmap ? Math.ceil(columns.length / 8) : 0);
  layer.need(at, next - at);
  layer.open(hasBitmap ? field.nbcrow : field.row, at - 1, 1);
  for (const [index, type] of columns.entries()) {
    if (hasBitmap && ((layer.u8(at + (index >> 3)) >> (index & 7)) & 1) === 1) continue;
    layer.open(field['row.field'], next, 0);
    if (layer.inTree) layer.retitle(`Field ${index + 1}`);
    next = showTypedValue(layer, field, type, next);
    layer.close(next);
  }
  layer.close(next);
  // Rows without columns would not advance.
  return columns.length === 0 ? -1 : next;
}

/** What clients send over TDS: the talk before the login, the login, batches, procedures and transactions. [MS-TDS], section 2.2.6. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import { showTypedValue, sizeWidth, type TdsFields, typeAt, type ValueType } from './types';

const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true });
/** A procedure that is called by its number has this for the length of its name. */
const byNumber = 0xffff;
const terminator = 0xff;
const maximumHeaders = 0x100;

/** Options with their places and lengths, up to a terminator; places count from the message's beginning. */
export function showPrelogin(layer: Layer, field: TdsFields, start: number): void {
  layer.open(field.prelogin, start, layer.available - start);
  for (let at = start; at < layer.available; at += 5) {
    const token = layer.u8(at);
    layer.add(field['prelogin.option.token'], at, 1);
    if (token === terminator) break;
    layer.add(field['prelogin.option.offset'], at + 1, 2);
    layer.add(field['prelogin.option.length'], at + 3, 2);
    showPreloginOption(layer, field, token, start + layer.u16(at + 1), layer.u16(at + 3));
  }
  layer.close();
}

function showPreloginOption(layer: Layer, field: TdsFields, token: number, at: number, length: number): void {
  if (length === 0) return;
  const shown = preloginOptions[token];
  if (token === 0 && length === 6) {
    layer.add(field['prelogin.option.version'], at, 4);
    layer.add(field['prelogin.option.subbuild'], at + 4, 2);
  } else if (shown !== undefined) {
    const [key, width] = shown;
    if (width === undefined || width === length) layer.add(field[key], at, length);
  }
}

const preloginOptions: Readonly<Record<number, readonly [keyof TdsFields, number?]>> = {
  1: ['prelogin.option.encryption', 1],
  2: ['prelogin.option.instopt'],
  3: ['prelogin.option.threadid', 4],
  4: ['prelogin.option.mars', 1],
  5: ['prelogin.option.traceid'],
  6: ['prelogin.option.fedauthrequired', 1],
  7: ['prelogin.option.nonceopt'],
};

type LoginKey = keyof TdsFields & `7login.${string}`;
/** Fields of the login's header: their lengths in order. */
const loginHeader: readonly (readonly [LoginKey, number])[] = [
  ['7login.total_len', 4],
  ['7login.version', 4],
  ['7login.packet_size', 4],
  ['7login.client_version', 4],
  ['7login.client_pid', 4],
  ['7login.connection_id', 4],
  ['7login.option_flags1', 1],
  ['7login.option_flags2', 1],
  ['7login.sql_type_flags', 1],
  ['7login.reserved_flags', 1],
  ['7login.time_zone', 4],
  ['7login.collation', 4],
];
/** Texts in the order of their places and lengths, which stand behind the header; the sixth holds extensions. */
const loginTexts: readonly (LoginKey | undefined)[] = [
  '7login.clientname',
  '7login.username',
  '7login.password',
  '7login.appname',
  '7login.servername',
  undefined,
  '7login.libraryname',
  '7login.locale',
  '7login.databasename',
];

export function showLogin(layer: Layer, field: TdsFields, start: number): void {
  let at = start;
  layer.openText(start, layer.available - start, 'TDS7 Login Packet');
  for (const [key, width] of loginHeader) {
    layer.add(field[key], at, width);
    at += width;
  }
  for (const key of loginTexts) {
    const place = start + layer.u16le(at);
    const length = layer.u16le(at + 2) * 2;
    at += 4;
    if (key === undefined || length === 0) continue;
    const bytes = layer.slice(place, length);
    layer.add(field[key], place, length, utf16.decode(key === '7login.password' ? deciphered(bytes) : bytes));
  }
  layer.close();
}

/** A password is hidden from the eye alone: its halves of bytes are swapped, and the bits of 0xa5 are turned. */
const deciphered = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte) => {
    const turned = byte ^ 0xa5;
    return ((turned << 4) | (turned >> 4)) & 0xff;
  });

/** Shows the headers that requests have from version 7.2 on; gives the offset behind them. */
function showHeaders(layer: Layer, field: TdsFields, start: number): number {
  const total = layer.u32le(start);
  // Older versions have none: there text stands here, which makes a larger number.
  if (total >= maximumHeaders || total < 4) return start;
  layer.open(field.all_headers, start, total);
  layer.add(field['all_headers.total_length'], start, 4);
  for (let at = start + 4; at < start + total; ) {
    const length = layer.u32le(at);
    layer.add(field['all_headers.header.length'], at, 4);
    if (length < 6) {
      layer.remark(field['invalid.length'], at, 4);
      break;
    }
    layer.add(field['all_headers.header.type'], at + 4, 2);
    if (layer.u16le(at + 4) === 2 && length === 18) {
      layer.add(field['all_headers.header.trans_descr'], at + 6, 8);
      layer.add(field['all_headers.header.request_cnt'], at + 14, 4);
    }
    at += length;
  }
  layer.close();
  return start + total;
}

export function showQuery(layer: Layer, field: TdsFields, start: number): void {
  layer.openText(start, layer.available - start, 'TDS Query Packet');
  const at = layer.has(start, 4) ? showHeaders(layer, field, start) : start;
  const length = layer.available - at;
  if (length >= 2 && layer.u8(at + 1) === 0) layer.add(field.query, at, length);
  else if (length > 0) layer.add(field.query, at, length, layer.text(at, length));
  layer.close();
}

export function showTransaction(layer: Layer, field: TdsFields, start: number): void {
  layer.openText(start, layer.available - start, 'Transaction Manager Request Packet');
  const at = showHeaders(layer, field, start);
  layer.add(field.transmgr, at, 2, layer.emitting ? layer.u16le(at) : 0);
  if (layer.available > at + 2) layer.add(field['transmgr.payload'], at + 2, layer.available - at - 2);
  layer.close();
}

export function showProcedure(layer: Layer, field: TdsFields, start: number): void {
  layer.open(field.rpc, start, layer.available - start);
  let at = showHeaders(layer, field, start);
  const length = layer.u16le(at);
  layer.add(field['rpc.name_length'], at, 2, length);
  at += 2;
  if (length === byNumber) {
    layer.add(field['rpc.proc_id'], at, 2, layer.u16le(at));
    at += 2;
  } else {
    layer.add(field['rpc.name'], at, length * 2);
    at += length * 2;
  }
  layer.open(field['rpc.options'], at, 2);
  layer.add(field['rpc.options.with_recomp'], at, 2);
  layer.add(field['rpc.options.no_metadata'], at, 2);
  layer.add(field['rpc.options.reuse_metadata'], at, 2);
  layer.close();
  at += 2;
  while (at >= 0 && at < layer.available) at = showParameter(layer, field, at);
  layer.close();
}

/** Gives the offset behind the parameter, -1 behind what cannot be read. */
function showParameter(layer: Layer, field: TdsFields, start: number): number {
  const nameLength = layer.u8(start);
  const status = start + 1 + nameLength * 2;
  const type = typeAt(layer, status + 1);
  layer.open(field['rpc.parameter'], start, status + 1 - start);
  layer.add(field['rpc.parameter.name_length'], start, 1);
  if (nameLength > 0) layer.add(field['rpc.parameter.name'], start + 1, nameLength * 2);
  layer.open(field['rpc.parameter.status'], status, 1);
  layer.add(field['rpc.parameter.status.by_ref'], status, 1);
  layer.add(field['rpc.parameter.status.default'], status, 1);
  layer.close();
  let end = -1;
  if (type === undefined) layer.add(field['type_info.type'], status + 1, 1);
  else {
    showType(layer, field, type, status + 1);
    layer.open(field['rpc.parameter.value'], type.end, 0);
    end = showTypedValue(layer, field, type, type.end);
    layer.close(end);
  }
  layer.close(end < 0 ? undefined : end);
  return end;
}

function showType(layer: Layer, field: TdsFields, type: ValueType, at: number): void {
  layer.open(field.type_info, at, type.end - at);
  layer.add(field['type_info.type'], at, 1);
  if (type.sizeAt >= 0) layer.add(field['type_info.varlen'], type.sizeAt, sizeWidth(type));
  if (type.digitsAt >= 0) {
    const both = type.kind.digits === 2;
    if (both) layer.add(field['type_info.precision'], type.digitsAt, 1);
    layer.add(field['type_info.scale'], type.digitsAt + (both ? 1 : 0), 1);
  }
  if (type.collationAt >= 0) {
    layer.open(field['type_info.collation'], type.collationAt, 5);
    for (const bits of collationBits) layer.add(field[bits] as Field, type.collationAt, 4);
    layer.add(field['type_info.collation.sortid'], type.collationAt + 4, 1);
    layer.close();
  }
  layer.close();
}

const collationBits = [
  'type_info.collation.lcid',
  'type_info.collation.ignore_case',
  'type_info.collation.ignore_accent',
  'type_info.collation.ignore_kana',
  'type_info.collation.ignore_width',
  'type_info.collation.binary',
  'type_info.collation.version',
] as const;

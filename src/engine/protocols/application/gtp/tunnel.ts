/** The walk that GTP and GTP' share: header, user data, information elements. 3GPP TS 29.060, sections 6 and 7. */
import { bytes, flag, label, text, u8, u16, u32 } from '../../../declare/kinds';
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import { table } from '../../../declare/table';
import data from '../../frame/data';
import { gtpMessageNames } from '../../names/gtp';
import { walkElements } from './elements';

const byVersion = table('ip.version');

const userData = 0xff;
const no = { 0: 'No', 1: 'Yes' };
/** Bytes of the header of version 0, and of the fixed part of version 1's. */
const oldHeader = 20;
const header = 8;

export const gtpFields = {
  flags: u8({ label: 'Flags', base: 'hex' }),
  'flags.version': u8({
    label: 'Version',
    mask: 0xe0,
    values: { 0: 'GTP release 97/98 version', 1: 'GTP release 99 version', 2: 'GTPv2-C' },
  }),
  'flags.payload': u8({ label: 'Protocol type', mask: 0x10, values: { 0: "GTP'", 1: 'GTP' } }),
  'flags.reserved': u8({ label: 'Reserved', mask: 0x0e }),
  'flags.snn': flag({ label: 'Is SNDCP N-PDU included?', mask: 0x01, values: no }),
  'flags.e': flag({ label: 'Is Next Extension Header present?', mask: 0x04, values: no }),
  'flags.s': flag({ label: 'Is Sequence Number present?', mask: 0x02, values: no }),
  'flags.pn': flag({ label: 'Is N-PDU number present?', mask: 0x01, values: no }),
  message: u8({ label: 'Message Type', base: 'hex', values: gtpMessageNames }),
  length: u16({ label: 'Length' }),
  teid: u32({ label: 'TEID', base: 'hex-decimal' }),
  seq_number: u16({ label: 'Sequence number', base: 'hex-decimal' }),
  npdu_number: u8({ label: 'N-PDU Number', base: 'hex' }),
  flow_label: u16({ label: 'Flow label', base: 'hex' }),
  sndcp_number: u8({ label: 'SNDCP N-PDU LLC Number', base: 'hex' }),
  tid: text({ label: 'TID' }),
  ext_hdr: label({ label: 'Extension header' }),
  'ext_hdr.next': u8({
    label: 'Next extension header type',
    base: 'hex',
    values: {
      0: 'No more extension headers',
      1: 'MBMS support indication',
      2: 'MS Info Change Reporting support indication',
      32: 'Service Class Indicator',
      64: 'UDP Port',
      129: 'RAN container',
      130: 'Long PDCP PDU Number',
      133: 'PDU Session container',
      192: 'PDCP PDU number',
      193: 'Suspend Request',
      194: 'Suspend Response',
    },
  }),
  'ext_hdr.length': u8({ label: 'Extension Header Length' }),
  ie_id: u8({ label: 'IE Id' }),
  ext_val: bytes({ label: 'Extension value' }),
} as const;

export type GtpFields = FieldsOf<typeof gtpFields>;

/** Whether a message of the tunnel begins at `at`: of a version there is, and of a known type other than 0. */
export function isTunnelMessage(layer: Layer, at: number): boolean {
  if (!layer.has(at, 2) || layer.u8(at) >> 5 > 2) return false;
  const message = layer.u8(at + 1);
  return message !== 0 && gtpMessageNames[message] !== undefined;
}

/** Walks a message of version 0 or 1; version 2 is left as data. */
export function dissectTunnel(layer: Layer, field: GtpFields): void {
  const flags = layer.u8(0);
  const version = flags >> 5;
  if (version > 1) {
    layer.next(data, 0);
    return;
  }
  const message = layer.u8(1);
  const length = layer.u16(2);
  if (layer.wantsInfo) layer.setInfo(gtpMessageNames[message] ?? `Unknown (${message})`);
  layer.open(field.flags, 0, 1);
  layer.add(field['flags.version'], 0, 1);
  layer.add(field['flags.payload'], 0, 1);
  layer.add(field['flags.reserved'], 0, 1);
  if (version === 0) layer.add(field['flags.snn'], 0, 1);
  else {
    layer.add(field['flags.e'], 0, 1);
    layer.add(field['flags.s'], 0, 1);
    layer.add(field['flags.pn'], 0, 1);
  }
  layer.close();
  layer.add(field.message, 1, 1);
  layer.add(field.length, 2, 2);
  const headerEnd = version === 0 ? walkOldHeader(layer, field) : walkHeader(layer, field, flags);
  if (headerEnd < 0) return;
  const end = Math.min((version === 0 ? oldHeader : header) + length, layer.reported);
  if (end <= headerEnd) return;
  if (message === userData) dissectUserData(layer, headerEnd, end - headerEnd);
  else walkElements(layer, field, version, headerEnd, end);
}

function walkOldHeader(layer: Layer, field: GtpFields): number {
  layer.need(0, oldHeader);
  layer.add(field.seq_number, 4, 2);
  layer.add(field.flow_label, 6, 2);
  layer.add(field.sndcp_number, 8, 1);
  if (layer.emitting) layer.add(field.tid, 12, 8, subscriberDigits(layer, 12));
  layer.span(oldHeader);
  return oldHeader;
}

/** Digits of four bits, the low half first. */
function subscriberDigits(layer: Layer, at: number): string {
  let digits = '';
  for (let i = 0; i < 8; i++) digits += (layer.u8(at + i) & 15).toString(16) + (layer.u8(at + i) >> 4).toString(16);
  return digits;
}

function walkHeader(layer: Layer, field: GtpFields, flags: number): number {
  layer.need(0, header);
  layer.add(field.teid, 4, 4);
  layer.span(header);
  if ((flags & 0x07) === 0) return header;
  // One of the three is enough for all of them to be there.
  let next = layer.u8(11);
  if ((flags & 0x02) !== 0) layer.add(field.seq_number, 8, 2);
  if ((flags & 0x01) !== 0) layer.add(field.npdu_number, 10, 1);
  let at = 12;
  if ((flags & 0x04) === 0) return at;
  layer.add(field['ext_hdr.next'], 11, 1);
  while (next !== 0) {
    const length = layer.u8(at) * 4;
    if (length === 0 || at + length > layer.reported) {
      layer.malformed('An extension header has an impossible length', at, 1);
      return -1;
    }
    next = layer.u8(at + length - 1);
    layer.open(field.ext_hdr, at, length);
    layer.add(field['ext_hdr.length'], at, 1);
    layer.add(field.ext_val, at + 1, length - 2);
    layer.add(field['ext_hdr.next'], at + length - 1, 1);
    layer.close();
    at += length;
  }
  layer.span(at);
  return at;
}

function dissectUserData(layer: Layer, at: number, length: number): void {
  const version = layer.u8(at) >> 4;
  if ((version !== 4 && version !== 6) || !layer.nextBy(byVersion, version, at, length)) {
    layer.next(data, at, length);
    return;
  }
  if (layer.dissection.quoting === 0) layer.setColumn(tunnelled(layer.dissection.protocolColumn));
}

const columns = new Map<string, string>();

/** The column names the tunnel and what is in it; the texts are few and each is made once. */
function tunnelled(inner: string): string {
  let column = columns.get(inner);
  if (column === undefined) {
    column = `GTP <${inner}>`;
    if (columns.size < 1024) columns.set(inner, column);
  }
  return column;
}

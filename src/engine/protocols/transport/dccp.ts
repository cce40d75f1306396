/** Datagram Congestion Control Protocol: its header; options in outline. RFC 4340, section 5. */
import { bytes, either, flag, u8, u16, u32, u64 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { conversationKind } from '../../declare/memory';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';

const byPort = table('dccp.port');
const packet = { request: 0, response: 1, data: 2, acknowledgedData: 4, reset: 7 } as const;
const isExtended = (layer: Layer): boolean => (layer.u8(8) & 1) !== 0;
const typeOf = (layer: Layer): number => (layer.u8(8) >> 1) & 0x0f;

const fields = {
  srcport: u16({ at: 0, label: 'Source Port' }),
  dstport: u16({ at: 2, label: 'Destination Port' }),
  port: either(['srcport', 'dstport'], { type: 'UINT16', label: 'Source or Destination Port' }),
  data_offset: u8({ at: 4, label: 'Data Offset' }),
  ccval: u8({ at: 5, mask: 0xf0, label: 'CCVal' }),
  cscov: u8({ at: 5, mask: 0x0f, label: 'Checksum Coverage' }),
  checksum: u16({ at: 6, label: 'Checksum', base: 'hex' }),
  res1: u8({ at: 8, mask: 0xe0, label: 'Reserved', base: 'hex' }),
  type: u8({
    at: 8,
    mask: 0x1e,
    label: 'Type',
    values: {
      0: 'Request',
      1: 'Response',
      2: 'Data',
      3: 'Ack',
      4: 'DataAck',
      5: 'CloseReq',
      6: 'Close',
      7: 'Reset',
      8: 'Sync',
      9: 'SyncAck',
      10: 'Listen',
    },
  }),
  x: flag({ at: 8, mask: 0x01, label: 'Extended Sequence Numbers', values: { 0: 'False', 1: 'True' } }),
  stream: u32({ label: 'Stream index', value: ({ dissection }) => dissection.stream }),
  seq_raw: u64({ label: 'Sequence Number (raw)' }),
  ack_raw: u64({ label: 'Acknowledgement Number (raw)' }),
  service_code: u32({ label: 'Service Code' }),
  reset_code: u8({
    label: 'Reset Code',
    values: {
      0: 'Unspecified',
      1: 'Closed',
      2: 'Aborted',
      3: 'No Connection',
      4: 'Packet Error',
      5: 'Option Error',
      6: 'Mandatory Error',
      7: 'Connection Refused',
      8: 'Bad Service Code',
      9: 'Too Busy',
      10: 'Bad Init Cookie',
      11: 'Aggression Penalty',
    },
  }),
  options: bytes({ label: 'Options' }),
} as const;

export default protocol({
  id: 'dccp',
  title: 'Datagram Congestion Control Protocol',
  column: 'DCCP',
  columnAfter: 4,
  parents: [on('ip.proto', 33)],
  header: 12,
  fields,
  dissect(layer, field) {
    const { dissection, memory } = layer;
    dissection.sourcePort = layer.u16(0);
    dissection.destinationPort = layer.u16(2);
    dissection.transportLayers++;
    memory.enterConversation(dissection, conversationKind.dccp);
    layer.header();
    const type = typeOf(layer);
    if (layer.wantsInfo) layer.setInfo(`${layer.u16(0)} → ${layer.u16(2)} [${field.type.nameOf(type) ?? 'Reserved'}]`);
    const headerEnd = layer.u8(4) * 4;
    const fixedEnd = fixedLength(layer, type);
    if (headerEnd < fixedEnd) {
      layer.malformed(`DCCP: the header of ${headerEnd} bytes is shorter than its type needs`, 4, 1);
      return;
    }
    layer.need(0, headerEnd);
    layer.span(headerEnd);
    if (layer.emitting) dissectRest(layer, field, type, fixedEnd, headerEnd);
    const carries = type === packet.data || type === packet.acknowledgedData || type <= packet.response;
    if (!carries || layer.reported <= headerEnd) return;
    layer.next(layer.acceptedByPort(byPort, headerEnd) ?? data, headerEnd);
  },
});

const sequenceEnd = (layer: Layer): number => (isExtended(layer) ? 16 : 12);
/** Data packets alone, and requests, acknowledge nothing. */
const acknowledges = (type: number): boolean => type !== packet.request && type !== packet.data;

function fixedLength(layer: Layer, type: number): number {
  const behind = sequenceEnd(layer) + (acknowledges(type) ? (isExtended(layer) ? 8 : 4) : 0);
  return behind + (type <= packet.response || type === packet.reset ? 4 : 0);
}

function dissectRest(
  layer: Layer,
  field: FieldsOf<typeof fields>,
  type: number,
  fixedEnd: number,
  headerEnd: number,
): void {
  const extended = isExtended(layer);
  if (extended) layer.addComputed(field.seq_raw, BigInt(layer.u48(10)), 10, 6);
  else layer.addComputed(field.seq_raw, BigInt(layer.u24(9)), 9, 3);
  const at = sequenceEnd(layer);
  if (acknowledges(type)) {
    if (extended) layer.addComputed(field.ack_raw, BigInt(layer.u48(at + 2)), at + 2, 6);
    else layer.addComputed(field.ack_raw, BigInt(layer.u24(at + 1)), at + 1, 3);
  }
  if (type <= packet.response) layer.add(field.service_code, fixedEnd - 4, 4);
  else if (type === packet.reset) layer.add(field.reset_code, fixedEnd - 4, 1);
  if (headerEnd > fixedEnd) layer.add(field.options, fixedEnd, headerEnd - fixedEnd);
}

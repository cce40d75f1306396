/** Stream Control Transmission Protocol: common header, chunks, and user data that is not fragmented. RFC 9260. */
import { bytes, either, expert, flag, frameNumber, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { conversationKind } from '../../declare/memory';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { payloadProtocolNames, sctpChunkNames } from '../names/sctp';
import { type Bases, type Beginning, basesOf, relative } from './sctp/relative-numbers';
import { broughtBefore } from './sctp/retransmissions';

const byPayloadProtocol = table('sctp.ppi');
const byPort = table('sctp.port');

const chunk = {
  data: 0,
  init: 1,
  initAcknowledged: 2,
  selectiveAcknowledgement: 3,
  interleavedData: 64,
} as const;

const fields = {
  srcport: u16({ at: 0, label: 'Source port' }),
  dstport: u16({ at: 2, label: 'Destination port' }),
  port: either(['srcport', 'dstport'], { type: 'UINT16', label: 'Port' }),
  verification_tag: u32({ at: 4, label: 'Verification tag', base: 'hex' }),
  checksum: u32({ at: 8, label: 'Checksum', base: 'hex' }),
  'checksum.status': u8({
    label: 'Checksum Status',
    value: () => 2,
    values: { 0: 'Bad', 1: 'Good', 2: 'Unverified' },
  }),
  chunk_type: u8({ label: 'Chunk type', values: sctpChunkNames }),
  chunk_bit_1: flag({
    label: 'Bit: Stop processing',
    mask: 0x80,
    values: { 0: 'Stop processing of the packet', 1: 'Skip chunk and continue' },
  }),
  chunk_bit_2: flag({ label: 'Bit: Report', mask: 0x40, values: { 0: 'Do not report', 1: 'Report' } }),
  chunk_flags: u8({ label: 'Chunk flags', base: 'hex' }),
  chunk_length: u16({ label: 'Chunk length' }),
  chunk_value: bytes({ label: 'Chunk value' }),
  chunk_padding: bytes({ label: 'Chunk padding' }),
  data_i_bit: flag({ label: 'I-Bit', mask: 0x08, values: { 0: 'Possibly delay SACK', 1: 'Send SACK immediately' } }),
  data_u_bit: flag({ label: 'U-Bit', mask: 0x04, values: { 0: 'Ordered delivery', 1: 'Unordered delivery' } }),
  data_b_bit: flag({ label: 'B-Bit', mask: 0x02, values: { 0: 'Subsequent segment', 1: 'First segment' } }),
  data_e_bit: flag({ label: 'E-Bit', mask: 0x01, values: { 0: 'Not the last segment', 1: 'Last segment' } }),
  data_tsn: u32({ label: 'Transmission sequence number (relative)' }),
  retransmission: frameNumber({ label: 'This TSN is a retransmission of one in frame', generated: true }),
  'retransmission.expert': expert('note', { group: 'sequence', label: 'Retransmitted TSN' }),
  data_tsn_raw: u32({ label: 'Transmission sequence number (absolute)' }),
  data_sid: u16({ label: 'Stream identifier', base: 'hex' }),
  data_ssn: u16({ label: 'Stream sequence number' }),
  data_reserved: u16({ label: 'Reserved' }),
  data_mid: u32({ label: 'Message identifier' }),
  data_fsn: u32({ label: 'Fragment sequence number' }),
  data_payload_proto_id: u32({ label: 'Payload protocol identifier', values: payloadProtocolNames }),
  initiate_tag: u32({ label: 'Initiate tag', base: 'hex', hidden: true }),
  init_initiate_tag: u32({ label: 'Initiate tag', base: 'hex' }),
  init_credit: u32({ label: 'Advertised receiver window credit (a_rwnd)' }),
  init_nr_out_streams: u16({ label: 'Number of outbound streams' }),
  init_nr_in_streams: u16({ label: 'Number of inbound streams' }),
  init_initial_tsn: u32({ label: 'Initial TSN' }),
  initack_initiate_tag: u32({ label: 'Initiate tag', base: 'hex' }),
  initack_credit: u32({ label: 'Advertised receiver window credit (a_rwnd)' }),
  initack_nr_out_streams: u16({ label: 'Number of outbound streams' }),
  initack_nr_in_streams: u16({ label: 'Number of inbound streams' }),
  initack_initial_tsn: u32({ label: 'Initial TSN' }),
  parameter_type: u16({
    label: 'Parameter type',
    base: 'hex',
    values: {
      1: 'Heartbeat info',
      5: 'IPv4 address',
      6: 'IPv6 address',
      7: 'State cookie',
      8: 'Unrecognized parameter',
      9: 'Cookie preservative',
      11: 'Hostname address',
      12: 'Supported address types',
      32768: 'ECN',
      32770: 'Random',
      32771: 'Authentication Chunk list',
      32772: 'Requested HMAC Algorithm',
      32776: 'Supported Extensions',
      49152: 'Forward TSN supported',
      49158: 'Adaptation Layer Indication',
    },
  }),
  parameter_length: u16({ label: 'Parameter length' }),
  parameter_value: bytes({ label: 'Parameter value' }),
  sack_cumulative_tsn_ack: u32({ label: 'Cumulative TSN ACK (relative)' }),
  sack_cumulative_tsn_ack_raw: u32({ label: 'Cumulative TSN ACK (absolute)' }),
  sack_a_rwnd: u32({ label: 'Advertised receiver window credit (a_rwnd)' }),
  sack_number_of_gap_blocks: u16({ label: 'Number of gap acknowledgement blocks' }),
  sack_number_of_duplicated_tsns: u16({ label: 'Number of duplicated TSNs' }),
  sack_gap_block_start: u16({ label: 'Start' }),
  sack_gap_block_start_tsn: u32({ label: 'Start TSN', generated: true }),
  sack_gap_block_end: u16({ label: 'End' }),
  sack_gap_block_end_tsn: u32({ label: 'End TSN', generated: true }),
  sack_duplicate_tsn: u32({ label: 'Duplicate TSN' }),
} as const;

type Fields = FieldsOf<typeof fields>;

export default protocol({
  id: 'sctp',
  title: 'Stream Control Transmission Protocol',
  column: 'SCTP',
  columnAfter: 4,
  parents: [on('ip.proto', 132), on('udp.port', 9899)],
  header: 12,
  fields,
  dissect(layer, field) {
    const { dissection, memory } = layer;
    const source = layer.u16(0);
    const destination = layer.u16(2);
    dissection.sourcePort = source;
    dissection.destinationPort = destination;
    dissection.transportLayers++;
    memory.enterConversation(dissection, conversationKind.sctp);
    layer.header();
    layer.span(layer.available);
    if (layer.inTree) layer.heading(`, Src Port: ${source}, Dst Port: ${destination}`);
    layer.setInfo('');
    const bases = basesOf(layer, beginningIn(layer));
    for (let at = 12; at + 4 <= layer.reported; ) {
      const length = layer.u16(at + 2);
      if (length < 4) {
        layer.malformed(`SCTP: a chunk of ${length} bytes cannot be`, at + 2, 2);
        return;
      }
      dissectChunk(layer, field, at, length, bases);
      at += (length + 3) & ~3;
    }
  },
});

/** The first number of the packet's data, and whether an association begins here. */
function beginningIn(layer: Layer): Beginning {
  let startsAnew = false;
  let first = -1;
  for (let at = 12; at + 4 <= layer.available; ) {
    const type = layer.u8(at);
    const length = layer.u16(at + 2);
    if (length < 4) break;
    if (type === chunk.init || type === chunk.initAcknowledged) startsAnew = true;
    const carries = type === chunk.data || type === chunk.interleavedData;
    if (carries && first < 0 && layer.has(at, 8)) first = layer.u32(at + 4);
    at += (length + 3) & ~3;
  }
  return { startsAnew, first };
}

function dissectChunk(layer: Layer, field: Fields, at: number, length: number, bases: Bases): void {
  const type = layer.u8(at);
  const name = sctpChunkNames[type] ?? 'UNKNOWN';
  const padded = Math.min((length + 3) & ~3, layer.reported - at);
  layer.openText(at, Math.min(padded, layer.available - at), `${name} chunk`);
  layer.open(field.chunk_type, at, 1);
  layer.add(field.chunk_bit_1, at, 1);
  layer.add(field.chunk_bit_2, at, 1);
  layer.close();
  layer.add(field.chunk_flags, at + 1, 1);
  layer.add(field.chunk_length, at + 2, 2);
  layer.appendInfo(`${name} `);
  const isUserData = type === chunk.data || type === chunk.interleavedData;
  const isAcknowledgement = type === chunk.selectiveAcknowledgement && length >= 16;
  if (isAcknowledgement && layer.wantsInfo) layer.appendInfo(acknowledgementText(layer, at, length, bases));
  if (isUserData) dissectUserData(layer, field, at, Math.min(length, layer.reported - at), bases);
  else if (layer.emitting) dissectValue(layer, field, type, at, Math.min(length, layer.available - at), bases);
  if (padded > length && layer.has(at + length, padded - length))
    layer.add(field.chunk_padding, at + length, padded - length);
  layer.close();
}

/** A message that is whole goes on to its protocol; pieces of one are not put together. */
function dissectUserData(layer: Layer, field: Fields, at: number, length: number, bases: Bases): void {
  const interleaved = layer.u8(at) === chunk.interleavedData;
  const header = interleaved ? 20 : 16;
  if (length < header) {
    layer.malformed('SCTP: a data chunk is shorter than its header', at, length);
    return;
  }
  const bits = layer.u8(at + 1);
  const isWhole = (bits & 0x03) === 0x03;
  const number = layer.u32(at + 4);
  const earlier = broughtBefore(layer, number);
  if (layer.emitting) {
    for (const key of ['data_i_bit', 'data_u_bit', 'data_b_bit', 'data_e_bit'] as const)
      layer.add(field[key], at + 1, 1);
    if (bases.sent >= 0) layer.add(field.data_tsn, at + 4, 4, relative(number, bases.sent));
    if (earlier > 0) {
      layer.addComputed(field.retransmission, earlier, at + 4, 4);
      layer.addComputed(field['retransmission.expert'], 1, at + 4, 4);
    }
    layer.add(field.data_tsn_raw, at + 4, 4);
    layer.add(field.data_sid, at + 8, 2);
    if (interleaved) {
      layer.add(field.data_reserved, at + 10, 2);
      layer.add(field.data_mid, at + 12, 4);
      layer.add((bits & 0x02) !== 0 ? field.data_payload_proto_id : field.data_fsn, at + 16, 4);
    } else {
      layer.add(field.data_ssn, at + 10, 2);
      layer.add(field.data_payload_proto_id, at + 12, 4);
    }
  }
  const identifier = layer.u32(at + header - 4);
  if (layer.wantsInfo) {
    const remark = earlier > 0 ? '(retransmission) ' : isWhole ? '' : '(Message Fragment) ';
    layer.appendInfo(`(TSN=${relative(number, bases.sent)}) ${remark}`);
  }
  if (!isWhole || length === header || earlier > 0) return;
  const { sourcePort, destinationPort } = layer.dissection;
  const next =
    byPayloadProtocol.get(identifier) ??
    byPort.get(Math.min(sourcePort, destinationPort)) ??
    byPort.get(Math.max(sourcePort, destinationPort)) ??
    data;
  layer.next(next, at + header, length - header, identifier);
}

function dissectValue(layer: Layer, field: Fields, type: number, at: number, length: number, bases: Bases): void {
  const end = at + length;
  if ((type === chunk.init || type === chunk.initAcknowledged) && length >= 20) {
    const who = type === chunk.init ? 'init' : 'initack';
    layer.add(field.initiate_tag, at + 4, 4);
    layer.add(field[`${who}_initiate_tag`], at + 4, 4);
    layer.add(field[`${who}_credit`], at + 8, 4);
    layer.add(field[`${who}_nr_out_streams`], at + 12, 2);
    layer.add(field[`${who}_nr_in_streams`], at + 14, 2);
    layer.add(field[`${who}_initial_tsn`], at + 16, 4);
    dissectParameters(layer, field, at + 20, end);
  } else if (type === chunk.selectiveAcknowledgement && length >= 16)
    dissectAcknowledgement(layer, field, at, end, bases);
  else if (length > 4) layer.add(field.chunk_value, at + 4, length - 4);
}

function dissectParameters(layer: Layer, field: Fields, at: number, end: number): void {
  for (let parameter = at; parameter + 4 <= end; ) {
    const length = layer.u16(parameter + 2);
    if (length < 4 || parameter + length > end) {
      layer.malformed(`SCTP: a parameter of ${length} bytes does not fit`, parameter, end - parameter);
      return;
    }
    layer.openText(parameter, length, `${field.parameter_type.nameOf(layer.u16(parameter)) ?? 'Unknown'} parameter`);
    layer.add(field.parameter_type, parameter, 2);
    layer.add(field.parameter_length, parameter + 2, 2);
    if (length > 4) layer.add(field.parameter_value, parameter + 4, length - 4);
    layer.close();
    parameter += (length + 3) & ~3;
  }
}

/** Up to which number everything came, and how much room is left. */
function acknowledgementText(layer: Layer, at: number, length: number, { acknowledged }: Bases): string {
  if (!layer.has(at, 16)) return '';
  const gaps = Math.min(layer.u16(at + 12), Math.max(0, Math.floor((Math.min(length, layer.available - at) - 16) / 4)));
  const beyond = gaps > 0 ? `+${layer.u16(at + 16 + 4 * (gaps - 1) + 2)}` : '';
  return `(Ack=${relative(layer.u32(at + 4), acknowledged)}${beyond}, Arwnd=${layer.u32(at + 8)}) `;
}

function dissectAcknowledgement(layer: Layer, field: Fields, at: number, end: number, { acknowledged }: Bases): void {
  const cumulative = layer.u32(at + 4);
  if (acknowledged >= 0) layer.add(field.sack_cumulative_tsn_ack, at + 4, 4, relative(cumulative, acknowledged));
  layer.add(field.sack_cumulative_tsn_ack_raw, at + 4, 4);
  layer.add(field.sack_a_rwnd, at + 8, 4);
  layer.add(field.sack_number_of_gap_blocks, at + 12, 2);
  layer.add(field.sack_number_of_duplicated_tsns, at + 14, 2);
  const gapBase = relative(cumulative, acknowledged);
  let place = at + 16;
  for (let blocks = layer.u16(at + 12); blocks > 0 && place + 4 <= end; blocks--, place += 4) {
    layer.add(field.sack_gap_block_start, place, 2);
    layer.addComputed(field.sack_gap_block_start_tsn, (gapBase + layer.u16(place)) >>> 0, place, 2);
    layer.add(field.sack_gap_block_end, place + 2, 2);
    layer.addComputed(field.sack_gap_block_end_tsn, (gapBase + layer.u16(place + 2)) >>> 0, place + 2, 2);
  }
  for (let copies = layer.u16(at + 14); copies > 0 && place + 4 <= end; copies--, place += 4)
    layer.add(field.sack_duplicate_tsn, place, 4);
}

/** The fields of QUIC packets and of the frames that can be read without secrets. RFC 9000, RFC 9369. */
import { bytes, expert, flag, label, text, u8, u32, u64 } from '../../../declare/kinds';
import type { FieldsOf } from '../../../declare/protocol';
import { frameTypeName, packetTypeNames, versionName } from './names';

const number = (name: string) => u64({ label: name });
const boolean = { 0: 'False', 1: 'True' } as const;

export const quicFields = {
  packet_length: u32({ label: 'Packet Length', generated: true }),
  header_form: u8({ label: 'Header Form', mask: 0x80, values: { 0: 'Short Header', 1: 'Long Header' } }),
  fixed_bit: flag({ label: 'Fixed Bit', mask: 0x40, values: boolean }),
  'long.packet_type': u8({ label: 'Packet Type', mask: 0x30, values: packetTypeNames(false) }),
  'long.packet_type_v2': u8({ label: 'Packet Type', mask: 0x30, values: packetTypeNames(true) }),
  'long.reserved': u8({ label: 'Reserved', mask: 0x0c }),
  packet_number_length: u8({
    label: 'Packet Number Length',
    mask: 0x03,
    values: { 0: '1 bytes', 1: '2 bytes', 2: '3 bytes', 3: '4 bytes' },
  }),
  'vn.unused': u8({ label: 'Unused', base: 'hex', mask: 0x7f }),
  version: u32({ label: 'Version', base: 'hex', values: versionName }),
  supported_version: u32({ label: 'Supported Version', base: 'hex', values: versionName }),
  dcil: u8({ label: 'Destination Connection ID Length' }),
  dcid: bytes({ label: 'Destination Connection ID' }),
  scil: u8({ label: 'Source Connection ID Length' }),
  scid: bytes({ label: 'Source Connection ID' }),
  token_length: number('Token Length'),
  token: bytes({ label: 'Token' }),
  length: number('Length'),
  packet_number: number('Packet Number'),
  payload: bytes({ label: 'Payload' }),
  remaining_payload: bytes({ label: 'Remaining Payload' }),
  retry_token: bytes({ label: 'Retry Token' }),
  retry_integrity_tag: bytes({ label: 'Retry Integrity Tag' }),
  short: label({ label: 'QUIC Short Header' }),
  spin_bit: flag({ label: 'Spin Bit', mask: 0x20, values: boolean }),
  coalesced_padding_data: expert('note', { label: 'Coalesced Padding Data' }),
  decryption_failed: expert('warning', { label: 'Failed to decrypt handshake' }),
  frame: label({ label: 'Frame' }),
  frame_type: u64({ label: 'Frame Type', text: (value) => frameTypeText(Number(value)) }),
  padding_length: u32({ label: 'Padding Length', generated: true }),
  'ack.largest_acknowledged': number('Largest Acknowledged'),
  'ack.ack_delay': number('ACK Delay'),
  'ack.ack_range_count': number('ACK Range Count'),
  'ack.first_ack_range': number('First ACK Range'),
  'ack.gap': number('Gap'),
  'ack.ack_range': number('ACK Range'),
  'ack.ect0_count': number('ECT(0) Count'),
  'ack.ect1_count': number('ECT(1) Count'),
  'ack.ecn_ce_count': number('ECN-CE Count'),
  'crypto.offset': number('Offset'),
  'crypto.length': number('Length'),
  'crypto.crypto_data': label({ label: 'Crypto Data' }),
  'cc.error_code': number('Error code'),
  'cc.frame_type': number('Frame Type'),
  'cc.reason_phrase.length': number('Reason phrase Length'),
  'cc.reason_phrase': text({ label: 'Reason phrase' }),
  'ft.unknown': expert('warning', { label: 'Unknown Frame Type' }),
} as const;

const frameTypeText = (type: number): string =>
  `Frame Type: ${frameTypeName(type)} (0x${type.toString(16).padStart(16, '0')})`;

export type QuicFields = FieldsOf<typeof quicFields>;

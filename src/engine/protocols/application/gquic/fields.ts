/** The fields of Google's QUIC: public flags, long headers, and the tags of its handshake. */
import { bytes, expert, flag, text, u8, u16, u32, u64 } from '../../../declare/kinds';
import type { FieldsOf } from '../../../declare/protocol';

const boolean = { 0: 'No', 1: 'Yes' } as const;
const connectionLengths = { 0: '0 bytes', 5: '8 bytes' } as const;

export const gquicFields = {
  puflags: u8({ label: 'Public Flags', base: 'hex' }),
  'puflags.version': flag({ label: 'Version', mask: 0x01, values: boolean }),
  'puflags.reset': flag({ label: 'Reset', mask: 0x02, values: boolean }),
  'puflags.nonce': flag({ label: 'Diversification nonce', mask: 0x04, values: boolean }),
  'puflags.cid': flag({ label: 'CID Length', mask: 0x08, values: { 0: '0 Byte', 1: '8 Bytes' } }),
  'puflags.pkn': u8({
    label: 'Packet Number Length',
    base: 'hex',
    mask: 0x30,
    values: { 0: '1 Byte', 1: '2 Bytes', 2: '4 Bytes', 3: '6 Bytes' },
  }),
  'puflags.mpth': flag({ label: 'Multipath', mask: 0x40, values: boolean }),
  'puflags.rsv': u8({ label: 'Reserved', base: 'hex', mask: 0x80 }),
  header_form: u8({ label: 'Header Form', mask: 0x80, values: { 0: 'Short Header', 1: 'Long Header' } }),
  fixed_bit: flag({ label: 'Fixed Bit', mask: 0x40 }),
  'long.packet_type': u8({
    label: 'Packet Type',
    mask: 0x30,
    values: { 0: 'Initial', 1: '0-RTT', 2: 'Handshake' },
  }),
  'long.reserved': u8({ label: 'Reserved', mask: 0x0c }),
  packet_number_length: u8({
    label: 'Packet Number Length',
    mask: 0x03,
    values: { 0: '1 bytes', 1: '2 bytes', 2: '3 bytes', 3: '4 bytes' },
  }),
  dcil: u8({ label: 'Destination Connection ID Length', mask: 0xf0, values: connectionLengths }),
  scil: u8({ label: 'Source Connection ID Length', mask: 0x0f, values: connectionLengths }),
  cid: u64({ label: 'CID' }),
  version: text({ label: 'Version' }),
  diversification_nonce: bytes({ label: 'Diversification nonce' }),
  packet_number: u64({ label: 'Packet Number' }),
  message_authentication_hash: bytes({ label: 'Message Authentication Hash' }),
  payload: bytes({ label: 'Payload' }),
  tag: text({ label: 'Tag' }),
  tag_number: u16({ label: 'Tag Number', littleEndian: true }),
  padding: bytes({ label: 'Padding' }),
  tag_type: text({ label: 'Tag Type' }),
  tag_offset_end: u32({ label: 'Tag offset end', littleEndian: true }),
  tag_offset_length: u32({ label: 'Tag length', generated: true }),
  tag_value: bytes({ label: 'Tag/value' }),
  'tag.sni': text({ label: 'Server Name Indication' }),
  'tag.uaid': text({ label: "Client's User Agent ID" }),
  'tag.version': text({ label: 'Version' }),
  'tag.length.truncated': expert('note', { label: 'Truncated Tag Length...', group: 'malformed' }),
} as const;

export type GquicFields = FieldsOf<typeof gquicFields>;

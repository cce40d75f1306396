/** The fields of TLS: its records, and the handshake's that DTLS has too. */
import { bytes, expert, frameNumber, label, text, u8, u16, u24, u32 } from '../../../declare/kinds';
import type { FieldsOf } from '../../../declare/protocol';
import { alertLevelNames, alertNames, contentTypeNames, versionName } from '../../names/tls';
import { ssl2CipherNames } from '../../names/tls-cipher-suites';
import { handshakeFields } from './handshake-fields';

export const tlsFields = {
  record: label({ label: 'Record Layer' }),
  'record.content_type': u8({ label: 'Content Type', values: contentTypeNames }),
  'record.opaque_type': u8({ label: 'Opaque Type', values: contentTypeNames }),
  'record.version': u16({ label: 'Version', base: 'hex', values: versionName }),
  'record.length': u16({ label: 'Length' }),
  'record.is_escape': u8({ label: 'Is Escape' }),
  'record.padding_length': u8({ label: 'Padding Length' }),
  change_cipher_spec: label({ label: 'Change Cipher Spec Message' }),
  alert_message: label({ label: 'Alert Message' }),
  'alert_message.level': u8({ label: 'Level', values: alertLevelNames }),
  'alert_message.desc': u8({ label: 'Description', values: alertNames }),
  app_data: bytes({ label: 'Encrypted Application Data' }),
  app_data_proto: text({ label: 'Application Data Protocol', generated: true }),
  heartbeat_message: label({ label: 'Heartbeat Message' }),
  'heartbeat_message.type': u8({ label: 'Type', values: { 1: 'Request', 2: 'Response' } }),
  'heartbeat_message.payload_length': u16({ label: 'Payload Length' }),
  'heartbeat_message.payload': bytes({ label: 'Payload' }),
  'heartbeat_message.padding': bytes({ label: 'Padding and HMAC' }),
  'heartbeat_message.payload_length.invalid': expert('error', { label: 'Invalid heartbeat payload length' }),
  ignored_unknown_record: expert('warning', { label: 'Ignored Unknown Record' }),
  'record.length.invalid': expert('error', { label: 'Record fragment length is too small or too large' }),
  ...handshakeFields,
  'handshake.fragments': label({ label: 'Reassembled Handshake Fragments', generated: true }),
  'handshake.fragment': frameNumber({ label: 'Handshake Fragment', generated: true }),
  'handshake.fragment.count': u32({ label: 'Handshake Fragment count', generated: true }),
  'handshake.reassembled_in': frameNumber({ label: 'Reassembled Handshake Message in frame', generated: true }),
  'handshake.cipher_spec_len': u16({ label: 'Cipher Spec Length' }),
  'handshake.cipherspec': u24({ label: 'Cipher Spec', base: 'hex', values: ssl2CipherNames }),
  'handshake.challenge_length': u16({ label: 'Challenge Length' }),
  'handshake.challenge': bytes({ label: 'Challenge' }),
  'handshake.session_id_hit': u8({ label: 'Session ID Hit' }),
  'handshake.connection_id_length': u16({ label: 'Connection ID Length' }),
  'handshake.connection_id': bytes({ label: 'Connection ID' }),
  'handshake.clear_key_length': u16({ label: 'Clear Key Data Length' }),
  'handshake.clear_key_data': bytes({ label: 'Clear Key Data' }),
  'handshake.encrypted_key_length': u16({ label: 'Encrypted Key Data Length' }),
  'handshake.encrypted_key': bytes({ label: 'Encrypted Key' }),
  'handshake.key_arg_length': u16({ label: 'Key Argument Length' }),
  'handshake.key_arg': bytes({ label: 'Key Argument' }),
} as const;

export type TlsFields = FieldsOf<typeof tlsFields>;

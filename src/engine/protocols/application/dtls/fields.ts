/** The fields of DTLS: its records and fragments, and the handshake's that TLS has too. RFC 6347, RFC 9147. */
import { bytes, expert, frameNumber, label, u8, u16, u24, u32, u48 } from '../../../declare/kinds';
import type { FieldsOf } from '../../../declare/protocol';
import { alertLevelNames, alertNames, contentTypeNames, versionName } from '../../names/tls';
import { handshakeFields } from '../tls/handshake-fields';

export const dtlsFields = {
  record: label({ label: 'Record Layer' }),
  'record.content_type': u8({ label: 'Content Type', values: contentTypeNames }),
  'record.version': u16({ label: 'Version', base: 'hex', values: versionName }),
  'record.epoch': u16({ label: 'Epoch' }),
  'record.sequence_number': u48({ label: 'Sequence Number' }),
  'record.connection_id': bytes({ label: 'Connection ID' }),
  'record.length': u16({ label: 'Length' }),
  change_cipher_spec: label({ label: 'Change Cipher Spec Message' }),
  alert_message: label({ label: 'Alert Message' }),
  'alert_message.level': u8({ label: 'Level', values: alertLevelNames }),
  'alert_message.desc': u8({ label: 'Description', values: alertNames }),
  app_data: bytes({ label: 'Encrypted Application Data' }),
  enc_content: bytes({ label: 'Encrypted Record Content' }),
  heartbeat_message: label({ label: 'Heartbeat Message' }),
  ...handshakeFields,
  'handshake.message_seq': u16({ label: 'Message Sequence' }),
  'handshake.fragment_offset': u24({ label: 'Fragment Offset' }),
  'handshake.fragment_length': u24({ label: 'Fragment Length' }),
  'handshake.fragment_past_end_msg': expert('error', { label: 'Fragment runs past the end of the message' }),
  fragments: label({ label: 'Message fragments', generated: true }),
  fragment: frameNumber({ label: 'Message fragment', generated: true }),
  'fragment.count': u32({ label: 'Message fragment count', generated: true }),
  'reassembled.in': frameNumber({ label: 'Reassembled in', generated: true }),
  'reassembled.length': u32({ label: 'Reassembled DTLS length', generated: true }),
} as const;

export type DtlsFields = FieldsOf<typeof dtlsFields>;

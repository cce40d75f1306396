/** The fields of HTTP. Names and types are Wireshark's. */
import { bytes, expert, flag, frameNumber, relativeTime, text, u16, u32, u64 } from '../../../declare/kinds';
import type { FieldsOf } from '../../../declare/protocol';
import { headerFields } from './header-fields';

export const httpFields = {
  request: flag({ label: 'Request', hidden: true }),
  response: flag({ label: 'Response', hidden: true }),
  notification: flag({ label: 'Notification', hidden: true }),
  chat: expert('chat', { label: 'Formatted text', text: (line) => String(line) }),
  'request.method': text({ label: 'Request Method' }),
  'request.uri': text({ label: 'Request URI' }),
  'request.uri.path': text({ label: 'Request URI Path' }),
  'request.uri.query': text({ label: 'Request URI Query' }),
  'request.uri.query.parameter': text({ label: 'Request URI Query Parameter' }),
  'request.version': text({ label: 'Request Version' }),
  'request.full_uri': text({ label: 'Full request URI', generated: true }),
  'request.line': text({ label: 'Request line', hidden: true }),
  'response.version': text({ label: 'Response Version' }),
  'response.code': u16({ label: 'Status Code' }),
  'response.code.desc': text({ label: 'Status Code Description', generated: true }),
  'response.phrase': text({ label: 'Response Phrase' }),
  'response.line': text({ label: 'Response line', hidden: true }),
  ...headerFields,
  unknown_header: text({ label: 'Unknown header' }),
  authbasic: text({ label: 'Credentials' }),
  cookie_pair: text({ label: 'Cookie pair' }),
  content_length: u64({ label: 'Content length', generated: true }),
  request_in: frameNumber({ label: 'Request in frame', generated: true }),
  response_in: frameNumber({ label: 'Response in frame', generated: true }),
  time: relativeTime({ label: 'Time since request', generated: true }),
  proxy_connect_host: text({ label: 'Proxy-Connect-Hostname', generated: true }),
  proxy_connect_port: u16({ label: 'Proxy-Connect-Port', generated: true }),
  chunk_size: u32({ label: 'Chunk size', unit: 'octets' }),
  chunk_data: bytes({ label: 'Chunk data' }),
  chunk_boundary: bytes({ label: 'Chunk boundary' }),
  chunked_trailer_part: text({ label: 'trailer-part' }),
  file_data: text({ label: 'File Data' }),
  te_and_length: expert('warning', {
    label: 'Content-Length and Transfer-Encoding are both given, which only one of them may be',
  }),
  decompression_failed: expert('warning', { label: 'Decompression failed' }),
};

export type HttpFields = FieldsOf<typeof httpFields>;

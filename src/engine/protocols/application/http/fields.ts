/** The fields of HTTP. Names and types are Wireshark's. */
import { bytes, expert, flag, frameNumber, relativeTime, text, u16, u32, u64 } from '../../../declare/kinds';
import type { FieldsOf } from '../../../declare/protocol';
import { headerFields } from './header-fields';

/** What the head of a message tells, and of that, what stands there as it is. */
const early = { opening: true } as const;
const written = { opening: true, verbatim: true } as const;

export const httpFields = {
  request: flag({ label: 'Request', hidden: true, ...early }),
  response: flag({ label: 'Response', hidden: true, ...early }),
  notification: flag({ label: 'Notification', hidden: true, ...early }),
  chat: expert('chat', { label: 'Formatted text', text: (line) => String(line), ...early }),
  'request.method': text({ label: 'Request Method', ...written }),
  'request.uri': text({ label: 'Request URI', ...written }),
  'request.uri.path': text({ label: 'Request URI Path', ...written }),
  'request.uri.query': text({ label: 'Request URI Query', ...written }),
  'request.uri.query.parameter': text({ label: 'Request URI Query Parameter', ...written }),
  'request.version': text({ label: 'Request Version', ...written }),
  'request.full_uri': text({ label: 'Full request URI', generated: true, ...early }),
  'request.line': text({ label: 'Request line', hidden: true, ...written }),
  'response.version': text({ label: 'Response Version', ...written }),
  'response.code': u16({ label: 'Status Code', ...early }),
  'response.code.desc': text({ label: 'Status Code Description', generated: true, ...early }),
  'response.phrase': text({ label: 'Response Phrase', ...written }),
  'response.line': text({ label: 'Response line', hidden: true, ...written }),
  ...headerFields,
  unknown_header: text({ label: 'Unknown header', ...early }),
  authbasic: text({ label: 'Credentials', ...early }),
  cookie_pair: text({ label: 'Cookie pair', ...written }),
  content_length: u64({ label: 'Content length', generated: true, ...early }),
  request_number: u32({ label: 'Request number', generated: true, ...early }),
  response_number: u32({ label: 'Response number', generated: true, ...early }),
  prev_request_in: frameNumber({ label: 'Prev request in frame', generated: true, ...early }),
  prev_response_in: frameNumber({ label: 'Prev response in frame', generated: true, ...early }),
  next_request_in: frameNumber({ label: 'Next request in frame', generated: true, ...early }),
  next_response_in: frameNumber({ label: 'Next response in frame', generated: true, ...early }),
  'response_for.uri': text({ label: 'Request URI', generated: true, ...early }),
  request_in: frameNumber({ label: 'Request in frame', generated: true, ...early }),
  response_in: frameNumber({ label: 'Response in frame', generated: true, ...early }),
  time: relativeTime({ label: 'Time since request', generated: true, ...early }),
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

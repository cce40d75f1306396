/** The WebSocket Protocol. RFC 6455. */
import { bytes, flag, label, text, u8, u16, u64 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, protocol } from '../../declare/protocol';
import data from '../frame/data';
import textLines from './data-text-lines';
import { takePdu } from './streams/length-framed';

const opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
const opcodes = { 0: 'Continuation', 1: 'Text', 2: 'Binary', 8: 'Connection Close', 9: 'Ping', 10: 'Pong' };
const closeCodes: Readonly<Record<number, string>> = {
  1000: 'Normal Closure',
  1001: 'Going Away',
  1002: 'Protocol error',
  1003: 'Unsupported Data',
  1004: '---Reserved----',
  1005: 'No Status Rcvd',
  1006: 'Abnormal Closure',
  1007: 'Invalid frame payload data',
  1008: 'Policy Violation',
  1009: 'Message Too Big',
  1010: 'Mandatory Ext.',
  1011: 'Internal Server',
  1012: 'Service Restart',
  1013: 'Try Again Later',
  1014: 'Bad Gateway',
  1015: 'TLS handshake',
};
const minimumHeader = 2;

const declared = {
  fin: flag({ at: 0, mask: 0x80, label: 'Fin', values: { 0: 'False', 1: 'True' } }),
  rsv: u8({ at: 0, mask: 0x70, label: 'Reserved', base: 'hex' }),
  opcode: u8({ at: 0, mask: 0x0f, label: 'Opcode', values: opcodes }),
  mask: flag({ at: 1, mask: 0x80, label: 'Mask', values: { 0: 'False', 1: 'True' } }),
  payload_length: u8({ at: 1, mask: 0x7f, label: 'Payload length' }),
  payload_length_ext_16: u16({
    at: 2,
    label: 'Extended Payload length (16 bits)',
    when: (layer) => (layer.u8(1) & 0x7f) === 126,
  }),
  payload_length_ext_64: u64({
    at: 2,
    label: 'Extended Payload length (64 bits)',
    when: (layer) => (layer.u8(1) & 0x7f) === 127,
  }),
  masking_key: bytes({ label: 'Masking-Key' }),
  masked_payload: label({ label: 'Masked payload' }),
  payload: label({ label: 'Payload' }),
  'payload.continue': bytes({ label: 'Continue' }),
  'payload.text': text({ label: 'Text' }),
  'payload.close': label({ label: 'Close' }),
  'payload.close.status_code': u16({ label: 'Status code', values: closeCodes }),
  'payload.close.reason': text({ label: 'Reason' }),
  'payload.ping': bytes({ label: 'Ping' }),
  'payload.pong': bytes({ label: 'Pong' }),
  'payload.unknown': bytes({ label: 'Unknown' }),
};

export default protocol({
  id: 'websocket',
  title: 'WebSocket',
  column: 'WebSocket',
  fields: declared,
  dissect(layer, field) {
    if (!takePdu(layer, minimumHeader, frameLength)) return;
    const code = layer.u8(0) & 0x0f;
    const masked = layer.u8(1) >= 0x80;
    layer.header();
    if (layer.wantsInfo) showInfo(layer, code, masked);
    const headerEnd = headerLength(layer, 0);
    if (masked) layer.add(field.masking_key, headerEnd - 4, 4);
    const length = layer.available - headerEnd;
    if (length <= 0) return;
    if (masked) layer.add(field.masked_payload, headerEnd, length);
    const walked = layer.u8(0) >= 0x80 ? nextOf(code) : undefined;
    if (!layer.emitting && walked === undefined) return;
    if (layer.dissection.sink === undefined) {
      layer.next(walked!, headerEnd, length);
      return;
    }
    const payload = layer.slice(headerEnd, length);
    const clear = masked ? unmasked(payload, layer.slice(headerEnd - 4, 4)) : payload;
    const compressed = (layer.u8(0) & 0x40) !== 0;
    if (layer.emitting) showPayload(layer, field, compressed ? -1 : code, clear, headerEnd, length);
    if (walked === undefined) return;
    layer.dissection.mediaType = '';
    if (masked) layer.nextIn(compressed ? data : walked, clear);
    else layer.next(compressed ? data : walked, headerEnd, length);
  },
});

/** Extended lengths that are not there yet count as header: then the frame is asked for in two steps. */
function frameLength(layer: Layer, at: number): number {
  const header = headerLength(layer, at);
  if (layer.available < at + header) return header;
  const short = layer.u8(at + 1) & 0x7f;
  if (short < 126) return header + short;
  return header + (short === 126 ? layer.u16(at + 2) : layer.u32(at + 2) * 2 ** 32 + layer.u32(at + 6));
}

function headerLength(layer: Layer, at: number): number {
  const second = layer.u8(at + 1);
  const extended = (second & 0x7f) === 126 ? 2 : (second & 0x7f) === 127 ? 8 : 0;
  return minimumHeader + extended + (second >= 0x80 ? 4 : 0);
}

/** Only whole messages are handed on: a fragment shows its own bytes. */
const nextOf = (code: number) => (code === opcode.text ? textLines : code === opcode.binary ? data : undefined);

function showInfo(layer: Layer, code: number, masked: boolean): void {
  const name = opcodes[code as keyof typeof opcodes] ?? 'Unknown';
  const info = `WebSocket ${name}${layer.u8(0) >= 0x80 ? ' [FIN]' : '[FRAGMENT] '} ${masked ? '[MASKED]' : ''}`;
  if (layer.follows || layer.parent?.protocol.id !== 'http' || layer.start > layer.parent.start)
    layer.appendInfo(info, ' ');
  else layer.setInfo(info);
}

/** XOR with the key that comes before the payload (RFC 6455, section 5.3). */
function unmasked(payload: Uint8Array, key: Uint8Array): Uint8Array {
  const clear = new Uint8Array(payload.length);
  for (let i = 0; i < payload.length; i++) clear[i] = payload[i] ^ key[i & 3];
  return clear;
}

function showPayload(
  layer: Layer,
  field: FieldsOf<typeof declared>,
  code: number,
  clear: Uint8Array,
  at: number,
  length: number,
): void {
  layer.open(field.payload, at, length);
  switch (code) {
    case opcode.continuation:
      layer.addComputed(field['payload.continue'], clear, at, length);
      break;
    case opcode.text:
      layer.addComputed(field['payload.text'], utf8.decode(clear), at, length);
      break;
    case opcode.close:
      showClose(layer, field, clear, at, length);
      break;
    case opcode.ping:
      layer.addComputed(field['payload.ping'], clear, at, length);
      break;
    case opcode.pong:
      layer.addComputed(field['payload.pong'], clear, at, length);
      break;
    case opcode.binary:
      break;
    default:
      layer.addComputed(field['payload.unknown'], clear, at, length);
  }
  layer.close();
}

function showClose(
  layer: Layer,
  field: FieldsOf<typeof declared>,
  clear: Uint8Array,
  at: number,
  length: number,
): void {
  layer.open(field['payload.close'], at, length);
  if (clear.length >= 2) layer.addComputed(field['payload.close.status_code'], (clear[0] << 8) | clear[1], at, 2);
  if (clear.length > 2)
    layer.addComputed(field['payload.close.reason'], utf8.decode(clear.subarray(2)), at + 2, length - 2);
  layer.close();
}

const utf8 = new TextDecoder('utf-8');

/** HTTP/2 frames; header blocks stay compressed. RFC 9113. */
import { bytes, flag, label, text, u8, u16, u24, u32 } from '../../declare/kinds';
import { type Layer, oneMoreSegment } from '../../declare/layer';
import { type FieldsOf, protocol, recognised } from '../../declare/protocol';
import { errorNames, frameTypeNames, settingNames } from '../names/http2';

/** What a client sends before its first frame. RFC 9113, section 3.4. */
const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
const headerLength = 9;

const frameType = {
  data: 0,
  headers: 1,
  priority: 2,
  reset: 3,
  settings: 4,
  push: 5,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;

const bit = { endStream: 0x01, endHeaders: 0x04, padded: 0x08, priority: 0x20 } as const;
const boolean = { 0: 'False', 1: 'True' } as const;

const fields = {
  stream: label({ label: 'Stream' }),
  magic: text({ label: 'Magic' }),
  length: u24({ label: 'Length' }),
  type: u8({ label: 'Type', values: frameTypeNames }),
  flags: u8({ label: 'Flags', base: 'hex' }),
  'flags.end_stream': flag({ label: 'End Stream', mask: bit.endStream, values: boolean }),
  'flags.eh': flag({ label: 'End Headers', mask: bit.endHeaders, values: boolean }),
  'flags.padded': flag({ label: 'Padded', mask: bit.padded, values: boolean }),
  'flags.priority': flag({ label: 'Priority', mask: bit.priority, values: boolean }),
  'flags.ack.settings': flag({ label: 'ACK', mask: bit.endStream, values: boolean }),
  'flags.ack.ping': flag({ label: 'ACK', mask: bit.endStream, values: boolean }),
  r: u32({ label: 'Reserved', base: 'hex', mask: 0x8000_0000 }),
  streamid: u32({ label: 'Stream Identifier', mask: 0x7fff_ffff }),
  padding: u8({ label: 'Pad Length', base: 'hex' }),
  exclusive: flag({ label: 'Exclusive', length: 4, mask: 0x8000_0000, values: boolean }),
  stream_dependency: u32({ label: 'Stream Dependency', mask: 0x7fff_ffff }),
  'headers.weight': u8({ label: 'Weight' }),
  'headers.weight_real': u16({ label: 'Weight real', generated: true }),
  headers: bytes({ label: 'Header Block Fragment' }),
  'headers.padding': bytes({ label: 'Padding' }),
  'data.data': bytes({ label: 'Data' }),
  'data.padding': bytes({ label: 'Padding' }),
  'rst_stream.error': u32({ label: 'Error', values: errorNames }),
  settings: label({ label: 'Settings' }),
  'settings.id': u16({ label: 'Settings Identifier', values: settingNames }),
  'settings.header_table_size': u32({ label: 'Header table size' }),
  'settings.enable_push': u32({ label: 'Enable PUSH' }),
  'settings.max_concurrent_streams': u32({ label: 'Max concurrent streams' }),
  'settings.initial_window_size': u32({ label: 'Initial Windows Size' }),
  'settings.max_frame_size': u32({ label: 'Max frame size' }),
  'settings.max_header_list_size': u32({ label: 'Max header list size' }),
  'settings.extended_connect': u32({ label: 'Extended CONNECT' }),
  'settings.unknown': u32({ label: 'Unknown Settings' }),
  'push_promise.r': u32({ label: 'Reserved', base: 'hex', mask: 0x8000_0000 }),
  'push_promise.promised_stream_id': u32({ label: 'Promised-Stream-ID', mask: 0x7fff_ffff }),
  'push_promise.header': bytes({ label: 'Header Block Fragment' }),
  ping: bytes({ label: 'Ping' }),
  pong: bytes({ label: 'Pong' }),
  'goway.r': u32({ label: 'Reserved', base: 'hex', mask: 0x8000_0000 }),
  'goaway.last_stream_id': u32({ label: 'Promised-Stream-ID', mask: 0x7fff_ffff }),
  'goaway.error': u32({ label: 'Error', values: errorNames }),
  'goaway.addata': bytes({ label: 'Additional Debug Data' }),
  'window_update.r': u32({ label: 'Reserved', base: 'hex', mask: 0x8000_0000 }),
  'window_update.window_size_increment': u32({ label: 'Window Size Increment', mask: 0x7fff_ffff }),
  'continuation.header': bytes({ label: 'Continuation Header' }),
  unknown: bytes({ label: 'Unknown' }),
} as const;

type Fields = FieldsOf<typeof fields>;

export default protocol({
  id: 'http2',
  title: 'HyperText Transfer Protocol 2',
  column: 'HTTP2',
  parents: [recognised('http', startsWithPreface)],
  fields,
  dissect(layer, field) {
    if (layer.wantsInfo) layer.setInfo('');
    for (let at = 0; at < layer.reported; ) {
      const left = layer.reported - at;
      if (startsWithPreface(layer, at)) {
        layer.openText(at, preface.length, 'Stream: Magic');
        layer.add(field.magic, at, preface.length);
        layer.close();
        layer.appendInfo('Magic', ', ');
        at += preface.length;
        continue;
      }
      if (left < headerLength) {
        layer.needMore(at, oneMoreSegment);
        return;
      }
      const length = layer.u24(at);
      if (left < headerLength + length) {
        layer.needMore(at, headerLength + length - left);
        return;
      }
      frame(layer, field, at, length);
      at += headerLength + length;
    }
  },
});

function startsWithPreface(layer: Layer, at: number): boolean {
  return layer.has(at, preface.length) && layer.u8(at) === 0x50 && layer.latin1(at, preface.length) === preface;
}

function frame(layer: Layer, field: Fields, at: number, length: number): void {
  const type = layer.u8(at + 3);
  const stream = layer.u32(at + 5) & 0x7fff_ffff;
  const name = frameTypeNames[type] ?? `Unknown (${type})`;
  if (layer.wantsInfo) layer.appendInfo(`${name}[${stream}]`, ', ');
  if (!layer.emitting) return;
  layer.open(field.stream, at, headerLength + length);
  if (layer.inTree) layer.retitle(`Stream: ${name}, Stream ID: ${stream}, Length ${length}`);
  layer.add(field.length, at, 3);
  layer.add(field.type, at + 3, 1);
  flags(layer, field, at + 4, type);
  layer.add(field.r, at + 5, 4);
  layer.add(field.streamid, at + 5, 4);
  body(layer, field, type, layer.u8(at + 4), at + headerLength, at + headerLength + length);
  layer.close();
}

function flags(layer: Layer, field: Fields, at: number, type: number): void {
  layer.open(field.flags, at, 1);
  if (type === frameType.headers) layer.add(field['flags.priority'], at, 1);
  if (type === frameType.headers || type === frameType.data || type === frameType.push)
    layer.add(field['flags.padded'], at, 1);
  if (type === frameType.headers || type === frameType.push || type === frameType.continuation)
    layer.add(field['flags.eh'], at, 1);
  if (type === frameType.headers || type === frameType.data) layer.add(field['flags.end_stream'], at, 1);
  if (type === frameType.settings) layer.add(field['flags.ack.settings'], at, 1);
  if (type === frameType.ping) layer.add(field['flags.ack.ping'], at, 1);
  layer.close();
}

function body(layer: Layer, field: Fields, type: number, set: number, at: number, end: number): void {
  const padded =
    (set & bit.padded) !== 0 && (type === frameType.data || type === frameType.headers || type === frameType.push);
  let start = at;
  let padding = 0;
  if (padded && start < end) {
    layer.add(field.padding, start, 1);
    padding = layer.u8(start++);
  }
  const stop = end - padding;
  if (stop < start) {
    layer.malformed('The padding is longer than the frame', at, end - at);
    return;
  }
  switch (type) {
    case frameType.data:
      if (stop > start) layer.add(field['data.data'], start, stop - start);
      break;
    case frameType.headers:
      if ((set & bit.priority) !== 0 && stop - start >= 5) {
        priority(layer, field, start);
        start += 5;
      }
      if (stop > start) layer.add(field.headers, start, stop - start);
      break;
    case frameType.priority:
      if (stop - start >= 5) priority(layer, field, start);
      break;
    case frameType.reset:
      layer.add(field['rst_stream.error'], start, 4);
      break;
    case frameType.settings:
      for (let next = start; next + 6 <= stop; next += 6) setting(layer, field, next);
      break;
    case frameType.push:
      layer.add(field['push_promise.r'], start, 4);
      layer.add(field['push_promise.promised_stream_id'], start, 4);
      if (stop > start + 4) layer.add(field['push_promise.header'], start + 4, stop - start - 4);
      break;
    case frameType.ping:
      layer.add((set & 1) === 0 ? field.ping : field.pong, start, stop - start);
      break;
    case frameType.goAway:
      layer.add(field['goway.r'], start, 4);
      layer.add(field['goaway.last_stream_id'], start, 4);
      layer.add(field['goaway.error'], start + 4, 4);
      if (stop > start + 8) layer.add(field['goaway.addata'], start + 8, stop - start - 8);
      break;
    case frameType.windowUpdate:
      layer.add(field['window_update.r'], start, 4);
      layer.add(field['window_update.window_size_increment'], start, 4);
      break;
    case frameType.continuation:
      if (stop > start) layer.add(field['continuation.header'], start, stop - start);
      break;
    default:
      if (stop > start) layer.add(field.unknown, start, stop - start);
  }
  if (padding > 0) layer.add(type === frameType.data ? field['data.padding'] : field['headers.padding'], stop, padding);
}

function priority(layer: Layer, field: Fields, at: number): void {
  layer.add(field.exclusive, at, 4);
  layer.add(field.stream_dependency, at, 4);
  layer.add(field['headers.weight'], at + 4, 1);
  layer.addComputed(field['headers.weight_real'], layer.u8(at + 4) + 1, at + 4, 1);
}

const settingFields: Readonly<Record<number, keyof Fields>> = {
  1: 'settings.header_table_size',
  2: 'settings.enable_push',
  3: 'settings.max_concurrent_streams',
  4: 'settings.initial_window_size',
  5: 'settings.max_frame_size',
  6: 'settings.max_header_list_size',
  8: 'settings.extended_connect',
};

function setting(layer: Layer, field: Fields, at: number): void {
  const identifier = layer.u16(at);
  layer.open(field.settings, at, 6);
  if (layer.inTree) layer.retitle(`Settings - ${settingNames[identifier] ?? 'Unknown'} : ${layer.u32(at + 2)}`);
  layer.add(field['settings.id'], at, 2);
  layer.add(field[settingFields[identifier] ?? 'settings.unknown'], at + 2, 4);
  layer.close();
}

/** HTTP/2: the connection preface and the frames' headers; header blocks stay compressed. RFC 9113. */
import { spells } from '../../bytes/lines';
import { bytes, flag, label, text, u8, u16, u24, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, protocol } from '../../declare/protocol';
import { showInfoBehind } from './streams/info';
import { takePdu } from './streams/length-framed';

const preface = 'pri * http/2.0\r\n\r\nsm\r\n\r\n';
const headerLength = 9;
const frameType = {
  data: 0,
  headers: 1,
  priority: 2,
  rstStream: 3,
  settings: 4,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
} as const;

const types: Readonly<Record<number, string>> = {
  0: 'DATA',
  1: 'HEADERS',
  2: 'PRIORITY',
  3: 'RST_STREAM',
  4: 'SETTINGS',
  5: 'PUSH_PROMISE',
  6: 'PING',
  7: 'GOAWAY',
  8: 'WINDOW_UPDATE',
  9: 'CONTINUATION',
  10: 'ALTSVC',
  11: 'BLOCKED',
  12: 'ORIGIN',
  16: 'PRIORITY_UPDATE',
};

const errors: Readonly<Record<number, string>> = {
  0: 'NO_ERROR',
  1: 'PROTOCOL_ERROR',
  2: 'INTERNAL_ERROR',
  3: 'FLOW_CONTROL_ERROR',
  4: 'SETTINGS_TIMEOUT',
  5: 'STREAM_CLOSED',
  6: 'FRAME_SIZE_ERROR',
  7: 'REFUSED_STREAM',
  8: 'CANCEL',
  9: 'COMPRESSION_ERROR',
  10: 'CONNECT_ERROR',
  11: 'ENHANCE_YOUR_CALM',
  12: 'INADEQUATE_SECURITY',
  13: 'HTTP_1_1_REQUIRED',
};

const settings: Readonly<Record<number, string>> = {
  1: 'Header table size',
  2: 'Enable PUSH',
  3: 'Max concurrent streams',
  4: 'Initial Windows size',
  5: 'Max frame size',
  6: 'Max header list size',
  8: 'Extended CONNECT',
};

const declared = {
  stream: label({ label: 'Stream' }),
  magic: text({ label: 'Magic' }),
  length: u24({ label: 'Length' }),
  type: u8({ label: 'Type', values: types }),
  flags: u8({ label: 'Flags', base: 'hex' }),
  'flags.end_stream': flag({ label: 'End Stream', mask: 0x01 }),
  'flags.eh': flag({ label: 'End Headers', mask: 0x04 }),
  'flags.padded': flag({ label: 'Padded', mask: 0x08 }),
  'flags.priority': flag({ label: 'Priority', mask: 0x20 }),
  'flags.ack.settings': flag({ label: 'ACK', mask: 0x01 }),
  'flags.ack.ping': flag({ label: 'ACK', mask: 0x01 }),
  r: u32({ label: 'Reserved', base: 'hex', mask: 0x8000_0000 }),
  streamid: u32({ label: 'Stream Identifier', mask: 0x7fff_ffff }),
  'data.data': bytes({ label: 'Data' }),
  headers: bytes({ label: 'Header Block Fragment' }),
  'settings.id': u16({ label: 'Settings Identifier', values: settings }),
  'settings.header_table_size': u32({ label: 'Header table size' }),
  'settings.enable_push': u32({ label: 'Enable PUSH' }),
  'settings.max_concurrent_streams': u32({ label: 'Max concurrent streams' }),
  'settings.initial_window_size': u32({ label: 'Initial Windows Size' }),
  'settings.max_frame_size': u32({ label: 'Max frame size' }),
  'settings.max_header_list_size': u32({ label: 'Max header list size' }),
  'settings.extended_connect': u32({ label: 'Extended CONNECT' }),
  'settings.unknown': u32({ label: 'Unknown Settings' }),
  'rst_stream.error': u32({ label: 'Error', values: errors }),
  'window_update.window_size_increment': u32({ label: 'Window Size Increment', mask: 0x7fff_ffff }),
  'goaway.last_stream_id': u32({ label: 'Last-Stream-ID', mask: 0x7fff_ffff }),
  'goaway.error': u32({ label: 'Error', values: errors }),
  'goaway.addata': bytes({ label: 'Additional Debug Data' }),
  unknown: bytes({ label: 'Unknown' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'http2',
  title: 'HyperText Transfer Protocol 2',
  column: 'HTTP2',
  fields: declared,
  dissect(layer, field) {
    if (!takePdu(layer, headerLength, frameLength)) return;
    if (isPreface(layer, 0)) {
      if (layer.wantsInfo) showInfoBehind(layer, 'Magic', ', ');
      layer.add(field.magic, 0, preface.length);
      return;
    }
    const type = layer.u8(3);
    const stream = layer.u32(5) & 0x7fff_ffff;
    const name = types[type] ?? 'Unknown';
    if (layer.wantsInfo) showInfoBehind(layer, `${name}[${stream}]`, ', ');
    if (layer.emitting) showFrame(layer, field, type, name, stream);
  },
});

const isPreface = (layer: Layer, at: number): boolean =>
  spells(layer.bytes, layer.start + at, layer.end, preface.slice(0, headerLength));

function frameLength(layer: Layer, at: number): number {
  return isPreface(layer, at) ? preface.length : headerLength + layer.u24(at);
}

function showFrame(layer: Layer, field: Fields, type: number, name: string, stream: number): void {
  const { available } = layer;
  const length = Math.min(layer.u24(0), available - headerLength);
  if (layer.inTree) {
    layer.open(field.stream, 0, available);
    layer.retitle(`Stream: ${name}, Stream ID: ${stream}, Length ${layer.u24(0)}`);
  }
  layer.add(field.length, 0, 3);
  layer.add(field.type, 3, 1);
  layer.open(field.flags, 4, 1);
  showFlags(layer, field, type);
  layer.close();
  layer.add(field.r, 5, 4);
  layer.add(field.streamid, 5, 4);
  showPayload(layer, field, type, headerLength, length);
  if (layer.inTree) layer.close();
}

function showFlags(layer: Layer, field: Fields, type: number): void {
  if (type === frameType.settings) layer.add(field['flags.ack.settings'], 4, 1);
  else if (type === frameType.ping) layer.add(field['flags.ack.ping'], 4, 1);
  else if (type === frameType.data || type === frameType.headers) {
    layer.add(field['flags.end_stream'], 4, 1);
    if (type === frameType.headers) layer.add(field['flags.eh'], 4, 1);
    layer.add(field['flags.padded'], 4, 1);
    if (type === frameType.headers) layer.add(field['flags.priority'], 4, 1);
  }
}

function showPayload(layer: Layer, field: Fields, type: number, at: number, length: number): void {
  switch (type) {
    case frameType.data:
      if (length > 0) layer.add(field['data.data'], at, length);
      break;
    case frameType.headers:
      if (length > 0) layer.add(field.headers, at, length);
      break;
    case frameType.settings:
      for (let setting = at; setting + 6 <= at + length; setting += 6) {
        layer.open(field['settings.id'], setting, 2);
        layer.add(settingField(field, layer.u16(setting)), setting + 2, 4);
        layer.close();
      }
      break;
    case frameType.rstStream:
      layer.add(field['rst_stream.error'], at, 4);
      break;
    case frameType.windowUpdate:
      layer.add(field['window_update.window_size_increment'], at, 4);
      break;
    case frameType.goAway:
      layer.add(field['goaway.last_stream_id'], at, 4);
      layer.add(field['goaway.error'], at + 4, 4);
      if (length > 8) layer.add(field['goaway.addata'], at + 8, length - 8);
      break;
    default:
      if (length > 0) layer.add(field.unknown, at, length);
  }
}

function settingField(field: Fields, id: number): Fields['type'] {
  switch (id) {
    case 1:
      return field['settings.header_table_size'];
    case 2:
      return field['settings.enable_push'];
    case 3:
      return field['settings.max_concurrent_streams'];
    case 4:
      return field['settings.initial_window_size'];
    case 5:
      return field['settings.max_frame_size'];
    case 6:
      return field['settings.max_header_list_size'];
    case 8:
      return field['settings.extended_connect'];
    default:
      return field['settings.unknown'];
  }
}

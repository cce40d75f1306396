/** HTTP/2: the connection preface, its frames, and the headers in them. RFC 9113. */
import { spells } from '../../bytes/lines';
import type { Layer } from '../../declare/layer';
import { protocol } from '../../declare/protocol';
import { noteCall, walkCall } from './http2/calls';
import { declared, type Fields, types } from './http2/fields';
import { headerBlock, type KeptBlock } from './http2/header-blocks';
import type { HeaderBlock } from './http2/hpack';
import { reportStop, showHeaders, summaryOf } from './http2/show-headers';
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
  pushPromise: 5,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;
const flagBit = { acknowledges: 0x01, endHeaders: 0x04, padded: 0x08, priority: 0x20 } as const;

/** The frames that may be padded, with the field of their padding. RFC 9113, section 6. */
const paddingFields: Readonly<Record<number, keyof Fields & `${string}.padding`>> = {
  [frameType.data]: 'data.padding',
  [frameType.headers]: 'headers.padding',
  [frameType.pushPromise]: 'push_promise.padding',
};

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
    const frame = frameOf(layer);
    const kept = hasHeaders(frame.type) ? blockOf(layer, frame) : undefined;
    const headers = layer.emitting || layer.wantsInfo ? kept?.block : undefined;
    const summary = headers === undefined || !(layer.wantsInfo || layer.inTree) ? '' : summaryOf(headers);
    if (layer.wantsInfo)
      showInfoBehind(layer, `${frame.name}[${frame.stream}]${summary === '' ? '' : `: ${summary}`}`, ', ');
    if (layer.emitting) showFrame(layer, field, frame, headers, summary);
    if (kept !== undefined) {
      noteCall(layer, frame.stream, kept);
      reportStop(layer, kept.stopped, frame.at, frame.length);
    } else if (frame.type === frameType.data && frame.length > 0) walkCall(layer, frame.stream, frame.at, frame.length);
  },
});

/** A frame, and the place of what its padding and its fixed fields leave. */
interface Frame {
  readonly type: number;
  readonly name: string;
  readonly flags: number;
  readonly stream: number;
  /** Bytes of padding, and whether there is a field that tells. */
  readonly padding: number;
  readonly padded: boolean;
  /** Where the fixed fields begin, and where the rest does. */
  readonly fixed: number;
  readonly at: number;
  readonly length: number;
}

function frameOf(layer: Layer): Frame {
  const type = layer.u8(3);
  const flags = layer.u8(4);
  const end = Math.min(headerLength + layer.u24(0), layer.available);
  const padded = (flags & flagBit.padded) !== 0 && end > headerLength && type in paddingFields;
  const fixed = padded ? headerLength + 1 : headerLength;
  const at = Math.min(end, fixed + fixedLength(type, flags));
  const padding = padded ? Math.min(layer.u8(headerLength), end - at) : 0;
  return {
    type,
    name: types[type] ?? 'Unknown',
    flags,
    stream: layer.u32(5) & 0x7fff_ffff,
    padding,
    padded,
    fixed,
    at,
    length: end - at - padding,
  };
}

function fixedLength(type: number, flags: number): number {
  if (type === frameType.headers) return (flags & flagBit.priority) !== 0 ? 5 : 0;
  return type === frameType.pushPromise ? 4 : 0;
}

const hasHeaders = (type: number): boolean =>
  type === frameType.headers || type === frameType.pushPromise || type === frameType.continuation;

const blockOf = (layer: Layer, { type, flags, at, length }: Frame): KeptBlock | undefined =>
  headerBlock(layer, at, length, {
    begins: type !== frameType.continuation,
    ends: (flags & flagBit.endHeaders) !== 0,
    cut: headerLength + layer.u24(0) > layer.available,
  });

const isPreface = (layer: Layer, at: number): boolean =>
  spells(layer.bytes, layer.start + at, layer.end, preface.slice(0, headerLength));

function frameLength(layer: Layer, at: number): number {
  return isPreface(layer, at) ? preface.length : headerLength + layer.u24(at);
}

function showFrame(layer: Layer, field: Fields, frame: Frame, headers: HeaderBlock | undefined, summary: string): void {
  if (layer.inTree) {
    layer.open(field.stream, 0, layer.available);
    const behind = summary === '' ? '' : `, ${summary}`;
    layer.retitle(`Stream: ${frame.name}, Stream ID: ${frame.stream}, Length ${layer.u24(0)}${behind}`);
  }
  layer.add(field.length, 0, 3);
  layer.add(field.type, 3, 1);
  layer.open(field.flags, 4, 1);
  for (const key of flagsOf[frame.type] ?? (['flags.unused'] as const)) layer.add(field[key], 4, 1);
  layer.close();
  layer.add(field.r, 5, 4);
  layer.add(field.streamid, 5, 4);
  showPadding(layer, field, frame);
  showPayload(layer, field, frame);
  if (headers !== undefined) showHeaders(layer, field, headers, frame.at, frame.length);
  if (frame.padding > 0) layer.add(field[paddingFields[frame.type]], frame.at + frame.length, frame.padding);
  if (layer.inTree) layer.close();
}

const flagsOf: Readonly<Record<number, readonly (keyof Fields & `flags.${string}`)[]>> = {
  [frameType.data]: ['flags.unused_data', 'flags.padded', 'flags.end_stream'],
  [frameType.headers]: ['flags.unused_headers', 'flags.priority', 'flags.padded', 'flags.eh', 'flags.end_stream'],
  [frameType.settings]: ['flags.unused_settings', 'flags.ack.settings'],
  [frameType.pushPromise]: ['flags.unused_push_promise', 'flags.padded', 'flags.eh'],
  [frameType.ping]: ['flags.unused_ping', 'flags.ack.ping'],
  [frameType.continuation]: ['flags.unused_continuation', 'flags.eh'],
};

function showPadding(layer: Layer, field: Fields, { type, padded, padding }: Frame): void {
  if (!(type in paddingFields)) return;
  if (padded) layer.add(field.padding, headerLength, 1);
  layer.addComputed(field.pad_length, padding);
}

function showPriority(layer: Layer, field: Fields, at: number): void {
  layer.add(field.exclusive, at, 4);
  layer.add(field.stream_dependency, at, 4);
  layer.add(field['headers.weight'], at + 4, 1);
  layer.addComputed(field['headers.weight_real'], layer.u8(at + 4) + 1, at + 4, 1);
}

function showPayload(layer: Layer, field: Fields, { type, flags, fixed, at, length }: Frame): void {
  switch (type) {
    case frameType.data:
      if (length > 0) layer.add(field['data.data'], at, length);
      break;
    case frameType.headers:
      if (at > fixed) showPriority(layer, field, fixed);
      if (length > 0) layer.add(field.headers, at, length);
      break;
    case frameType.pushPromise:
      layer.add(field['push_promise.r'], fixed, 4);
      layer.add(field['push_promise.promised_stream_id'], fixed, 4);
      if (length > 0) layer.add(field['push_promise.header'], at, length);
      break;
    case frameType.continuation:
      if (length > 0) layer.add(field['continuation.header'], at, length);
      break;
    case frameType.priority:
      showPriority(layer, field, at);
      break;
    case frameType.ping:
      layer.add((flags & flagBit.acknowledges) === 0 ? field.ping : field.pong, at, length);
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
      layer.add(field['window_update.r'], at, 4);
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

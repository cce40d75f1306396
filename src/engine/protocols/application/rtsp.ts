/** Real Time Streaming Protocol. RFC 2326, and RFC 7826. */
import { decimalAt, spells } from '../../bytes/lines';
import { visible } from '../../bytes/visible';
import { bytes, text, u8, u16, u32 } from '../../declare/kinds';
import { type Layer, oneMoreSegment } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { walkMedia } from './media/media-type';
import { HeadedMessage, measureHeaded } from './streams/headed-message';
import { showInfoBehind } from './streams/info';
import { foldedEnd, wordEnd } from './streams/text-lines';

/** Begins binary data between messages (RFC 2326, section 10.12). */
const magic = 0x24;
const interleavedHeader = 4;
const lengthNames = ['content-length:'];
const message = new HeadedMessage();
const next = new HeadedMessage();

const declared = {
  request: text({ label: 'Request' }),
  method: text({ label: 'Method' }),
  url: text({ label: 'URL' }),
  response: text({ label: 'Response' }),
  status: u32({ label: 'Status' }),
  session: text({ label: 'Session' }),
  transport: text({ label: 'Transport' }),
  'content-type': text({ label: 'Content-type' }),
  'content-length': u32({ label: 'Content-length' }),
  magic: u8({ label: 'Magic', base: 'hex' }),
  channel: u8({ label: 'Channel', base: 'hex' }),
  length: u16({ label: 'Length' }),
  data: bytes({ label: 'Data' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'rtsp',
  title: 'Real Time Streaming Protocol',
  column: 'RTSP',
  parents: [on('tcp.port', 554, 8554)],
  fields: declared,
  dissect(layer, field) {
    if (layer.u8(0) === magic) {
      walkInterleaved(layer, field);
      return;
    }
    if (!measureHeaded(layer, 0, lengthNames, true, message)) return;
    const { bodyStart, bodyEnd } = message;
    const answers = spells(layer.bytes, layer.start, layer.end, 'rtsp/');
    if (layer.wantsInfo) {
      const line = visible(layer.text(0, message.startLineEnd));
      const info = answers ? `Reply: ${line}` : line;
      showInfoBehind(layer, info, ', ');
    }
    const contentType = walkHeaders(layer, field, answers);
    if (bodyEnd > bodyStart) walkMedia(layer, contentType, layer.bytes, layer.start + bodyStart, bodyEnd - bodyStart);
    if (bodyEnd < layer.available && takeNext(layer, bodyEnd)) layer.again(bodyEnd);
  },
});

const takeNext = (layer: Layer, at: number): boolean =>
  layer.u8(at) === magic ? takeInterleaved(layer, at) : measureHeaded(layer, at, lengthNames, true, next);

/** Whether interleaved data at `at` is whole, or no more can be had; false after asking for more. */
function takeInterleaved(layer: Layer, at: number): boolean {
  const left = layer.available - at;
  if (left < interleavedHeader) return !layer.needMore(at, oneMoreSegment);
  const missing = interleavedHeader + layer.u16(at + 2) - left;
  return missing <= 0 || !layer.needMore(at, missing);
}

function walkInterleaved(layer: Layer, field: Fields): void {
  if (!takeInterleaved(layer, 0)) return;
  const length = Math.min(layer.u16(2), layer.available - interleavedHeader);
  if (layer.wantsInfo) {
    const channel = layer.u8(1).toString(16).padStart(2, '0');
    const info = `Interleaved channel 0x${channel}, ${layer.u16(2)} bytes`;
    showInfoBehind(layer, info, ', ');
  }
  layer.add(field.magic, 0, 1);
  layer.add(field.channel, 1, 1);
  layer.add(field.length, 2, 2);
  if (length > 0) layer.add(field.data, interleavedHeader, length);
  const end = interleavedHeader + length;
  if (end < layer.available && takeNext(layer, end)) layer.again(end);
}

/** Shows the head; gives the body's type. */
function walkHeaders(layer: Layer, field: Fields, answers: boolean): string {
  const { startLineEnd, headersStart, bodyStart } = message;
  if (layer.emitting) showFirstLine(layer, field, answers, startLineEnd);
  let contentType = '';
  for (let at = headersStart; at < bodyStart; ) {
    const end = foldedEnd(layer, at, bodyStart);
    if (spells(layer.bytes, layer.start + at, layer.end, 'content-type:'))
      contentType = layer.text(at + 13, end - at - 13).trim();
    if (layer.emitting) showHeader(layer, field, at, end);
    at = end;
  }
  return contentType;
}

function showFirstLine(layer: Layer, field: Fields, answers: boolean, stop: number): void {
  const firstEnd = wordEnd(layer, 0, stop);
  const second = Math.min(firstEnd + 1, stop);
  const secondEnd = wordEnd(layer, second, stop);
  layer.open(answers ? field.response : field.request, 0, stop);
  if (answers) {
    const status = decimalAt(layer.bytes, layer.start + second, layer.start + secondEnd);
    layer.add(field.status, second, secondEnd - second, Math.max(status, 0));
  } else {
    layer.add(field.method, 0, firstEnd);
    layer.add(field.url, second, secondEnd - second);
  }
  layer.close();
}

function showHeader(layer: Layer, field: Fields, at: number, end: number): void {
  const line = layer.text(at, end - at).trimEnd();
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
  const value = line.slice(colon + 1).trim();
  if (name === 'session' || name === 'transport' || name === 'content-type')
    layer.addComputed(field[name], value, at, end - at);
  else if (name === 'content-length' && /^\d{1,9}$/.test(value))
    layer.addComputed(field['content-length'], Number(value), at, end - at);
  else layer.addText(at, end - at, line === '' ? '\\r\\n' : visible(line));
}

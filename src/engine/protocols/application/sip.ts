/** Session Initiation Protocol. RFC 3261. */
import { decimalAt, lineBreak, spells } from '../../bytes/lines';
import { visible } from '../../bytes/visible';
import { label, text, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol, recognised } from '../../declare/protocol';
import { walkMedia } from './media/media-type';
import { headerFields, sipHeaderKey } from './sip/header-fields';
import { showHeaderParts, sipPartFields } from './sip/header-parts';
import { HeadedMessage, measureHeaded } from './streams/headed-message';
import { showInfoBehind } from './streams/info';
import { foldedEnd, wordEnd } from './streams/text-lines';

const methods = new Set(
  'ACK BYE CANCEL DO INFO INVITE MESSAGE NOTIFY OPTIONS PRACK QAUTH REFER REGISTER SPRACK SUBSCRIBE UPDATE PUBLISH'.split(
    ' ',
  ),
);
const lengthNames = ['content-length:', 'l:'];
const version = 'sip/2.0';
const message = new HeadedMessage();
const next = new HeadedMessage();

const declared = {
  'Request-Line': text({ label: 'Request-Line' }),
  Method: text({ label: 'Method' }),
  'r-uri': text({ label: 'Request-URI' }),
  'Status-Line': text({ label: 'Status-Line' }),
  'Status-Code': u32({ label: 'Status-Code' }),
  msg_hdr: text({ label: 'Message Header' }),
  ...headerFields,
  ...sipPartFields,
  unrecognized_header: label({ label: 'Unrecognised SIP header' }),
  msg_body: label({ label: 'Message Body' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'sip',
  title: 'Session Initiation Protocol',
  column: 'SIP',
  parents: [on('tcp.port', 5060), on('udp.port', 5060), recognised('udp', isMessage), recognised('tcp', isMessage)],
  accepts: (layer, at) => (layer.protocol.id === 'udp' ? isMessage(layer, at) : !isBreak(layer.u8(at))),
  fields: declared,
  dissect(layer, field) {
    const overStream = layer.parent?.protocol.id !== 'udp';
    const lead = behindBreaks(layer, 0);
    if (!measureHeaded(layer, lead, lengthNames, overStream, message)) return;
    const { bodyStart, bodyEnd } = message;
    const asks = !spells(layer.bytes, layer.start + lead, layer.end, version);
    if (layer.wantsInfo) showInfo(layer, asks);
    const contentType = walkHeaders(layer, field, asks);
    if (bodyEnd > bodyStart) {
      layer.add(field.msg_body, bodyStart, bodyEnd - bodyStart);
      walkMedia(layer, contentType, layer.bytes, layer.start + bodyStart, bodyEnd - bodyStart);
    }
    const rest = behindBreaks(layer, bodyEnd);
    if (overStream && rest < layer.available && measureHeaded(layer, rest, lengthNames, true, next)) layer.again(rest);
  },
});

const isBreak = (byte: number): boolean => byte === 0x0d || byte === 0x0a;

/** Line breaks between messages keep the connection alive (RFC 5626, section 3.5.1). */
function behindBreaks(layer: Layer, from: number): number {
  let at = from;
  while (at < layer.available && isBreak(layer.u8(at))) at++;
  return at;
}

/** A request line ends with the version, a status line begins with it (RFC 3261, section 7). */
function isMessage(layer: Layer, at: number): boolean {
  const { bytes, end } = layer;
  const from = layer.start + at;
  // Both begin with a letter, which most payload that is no message does not.
  const letter = bytes[from] & 0xdf;
  if (letter < 0x41 || letter > 0x5a) return false;
  if (spells(bytes, from, end, `${version} `)) return true;
  const stop = lineBreak(bytes, from, Math.min(end, from + 2000));
  if (stop < 0 || !spells(bytes, stop - version.length, stop, version)) return false;
  let word = '';
  for (let i = from; i < stop && bytes[i] !== 0x20 && word.length < 16; i++) word += String.fromCharCode(bytes[i]);
  return methods.has(word);
}

function showInfo(layer: Layer, asks: boolean): void {
  const { start, startLineEnd } = message;
  const line = visible(layer.text(start, startLineEnd - start));
  const words = line.split(' ');
  const method = methodOfSequence(layer);
  const info = asks
    ? `Request: ${words.slice(0, -1).join(' ')} | `
    : `Status: ${words.slice(1).join(' ')}${method === '' || words[1] !== '200' ? '' : ` (${method})`} | `;
  showInfoBehind(layer, info, '');
}

/** The method that CSeq names: which request a status answers. */
function methodOfSequence(layer: Layer): string {
  const found = /^CSeq\s*:\s*\d+\s+(\S+)/im.exec(layer.text(message.start, message.bodyStart - message.start));
  return found === null ? '' : visible(found[1]);
}

/** Shows the head; gives the body's type. */
function walkHeaders(layer: Layer, field: Fields, asks: boolean): string {
  const { start, startLineEnd, headersStart, bodyStart } = message;
  if (layer.emitting) showFirstLine(layer, field, asks, start, startLineEnd);
  layer.open(field.msg_hdr, headersStart, bodyStart - headersStart);
  if (layer.inTree) layer.retitle('Message Header');
  let contentType = '';
  for (let at = headersStart; at < bodyStart; ) {
    const end = foldedEnd(layer, at, bodyStart);
    const colon = layer.find(0x3a, at, end);
    if (colon > at) {
      const isType =
        spells(layer.bytes, layer.start + at, layer.end, 'content-type') ||
        (colon === at + 1 && (layer.u8(at) | 0x20) === 0x63);
      if (isType) contentType = layer.text(colon + 1, end - colon - 1).trim();
      if (layer.emitting) showHeader(layer, field, at, colon, end);
    }
    at = end;
  }
  layer.close();
  return contentType;
}

function showFirstLine(layer: Layer, field: Fields, asks: boolean, at: number, stop: number): void {
  const firstEnd = wordEnd(layer, at, stop);
  const second = Math.min(firstEnd + 1, stop);
  const secondEnd = wordEnd(layer, second, stop);
  layer.open(asks ? field['Request-Line'] : field['Status-Line'], at, stop - at);
  if (asks) {
    layer.add(field.Method, at, firstEnd - at);
    layer.add(field['r-uri'], second, secondEnd - second);
  } else {
    const code = decimalAt(layer.bytes, layer.start + second, layer.start + secondEnd);
    layer.add(field['Status-Code'], second, secondEnd - second, Math.max(code, 0));
  }
  layer.close();
}

function showHeader(layer: Layer, field: Fields, at: number, colon: number, end: number): void {
  const line = layer.text(at, end - at).trimEnd();
  const name = line.slice(0, line.indexOf(':')).trim().toLowerCase();
  const value = line.slice(line.indexOf(':') + 1).trim();
  const key = sipHeaderKey(name);
  if (key === undefined) layer.open(field.unrecognized_header, at, end - at);
  else {
    const isNumber = field[key].type === 'UINT32';
    const number = Number.parseInt(value, 10);
    if (isNumber && !Number.isSafeInteger(number)) {
      layer.addText(at, end - at, visible(line));
      return;
    }
    layer.open(field[key], at, end - at, isNumber ? number : value);
  }
  if (layer.inTree) layer.retitle(visible(line));
  showHeaderParts(layer, field, name, value, colon + 1, end - colon - 1);
  layer.close();
}

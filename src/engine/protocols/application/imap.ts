/** Internet Message Access Protocol, version 4. RFC 9051. */
import { spells } from '../../bytes/lines';
import { visible } from '../../bytes/visible';
import { flag, frameNumber, relativeTime, text } from '../../declare/kinds';
import { type Layer, oneMoreSegment } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import imf from './imf';
import { takeLines, wordEnd } from './streams/text-lines';
import tls from './tls';

const serverPort = 143;
const maximumLiteral = 1 << 26;
const closingBrace = 0x7d;
/** Only the first pass has it. */
class Session {
  startsTls = false;
}
const create = (): Session => new Session();

const declared = {
  isrequest: flag({ label: 'Request', hidden: true }),
  line: text({ label: 'Line' }),
  request: text({ label: 'Request' }),
  request_tag: text({ label: 'Request Tag' }),
  'request.command': text({ label: 'Request Command' }),
  'request.folder': text({ label: 'Request Folder' }),
  'request.username': text({ label: 'Request Username' }),
  'request.password': text({ label: 'Request Password' }),
  response: text({ label: 'Response' }),
  response_tag: text({ label: 'Response Tag' }),
  'response.status': text({ label: 'Response Status' }),
  'response.command': text({ label: 'Response Command' }),
  tag: text({ label: 'Tag', hidden: true }),
  command: text({ label: 'Command', hidden: true }),
  response_in: frameNumber({ label: 'Response In', generated: true }),
  response_to: frameNumber({ label: 'Request In', generated: true }),
  time: relativeTime({ label: 'Response Time', generated: true }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'imap',
  title: 'Internet Message Access Protocol',
  column: 'IMAP',
  namesUnfinished: true,
  parents: [on('tcp.port', serverPort)],
  fields: declared,
  dissect(layer, field) {
    const asks = layer.dissection.destinationPort === serverPort;
    if (!takeLines(layer) || !takeLiterals(layer)) return;
    const { available } = layer;
    if (layer.wantsInfo) {
      const stop = layer.find(0x0d, 0);
      const line = visible(layer.text(0, stop < 0 ? available : stop));
      layer.setInfo(`${asks ? 'Request' : 'Response'}: ${line}`);
    }
    layer.addComputed(field.isrequest, asks ? 1 : 0);
    const session = layer.learning ? layer.memory.conversationState(layer.dissection, 'imap', create) : undefined;
    for (let at = 0; at < available; ) at = walkLine(layer, field, at, asks, session);
  },
});

/** The length of the literal that a line announces at its end, `{20}`; -1 without one (RFC 9051, section 4.3). */
function literalLength(layer: Layer, at: number, stop: number): number {
  if (stop <= at || layer.u8(stop - 1) !== closingBrace) return -1;
  const found = /\{(\d{1,9})\+?\}$/.exec(layer.latin1(Math.max(at, stop - 13), Math.min(stop - at, 13)));
  return found === null ? -1 : Math.min(Number(found[1]), maximumLiteral);
}

/** Asks for more until every literal, and the line behind it, is there. */
function takeLiterals(layer: Layer): boolean {
  let at = layer.dissection.resume;
  while (at < layer.available) {
    const line = at;
    const feed = layer.find(0x0a, at);
    if (feed < 0) return !layer.needMore(0, oneMoreSegment, line);
    const stop = feed > at && layer.u8(feed - 1) === 0x0d ? feed - 1 : feed;
    const length = literalLength(layer, at, stop);
    at = feed + 1 + Math.max(length, 0);
    if (length >= 0 && at >= layer.available) return !layer.needMore(0, oneMoreSegment, line);
  }
  return true;
}

function walkLine(layer: Layer, field: Fields, at: number, asks: boolean, session: Session | undefined): number {
  const feed = layer.find(0x0a, at);
  const next = feed < 0 ? layer.available : feed + 1;
  const stop = feed > at && layer.u8(feed - 1) === 0x0d ? feed - 1 : feed < 0 ? next : feed;
  layer.open(field.line, at, next - at);
  if (layer.inTree) layer.retitle(`Line: ${visible(layer.text(at, next - at))}`);
  const tagEnd = wordEnd(layer, at, stop);
  const tagged = tagEnd > at && layer.u8(at) !== 0x2a && layer.u8(at) !== 0x2b;
  if (tagged) showTagged(layer, field, at, tagEnd, stop, asks, session);
  layer.close();
  const literal = literalLength(layer, at, stop);
  if (literal <= 0) return next;
  const length = Math.min(literal, layer.available - next);
  if (length <= 0) return layer.available;
  if (/BODY\[(?:HEADER)?\]|RFC822/i.test(layer.latin1(at, Math.min(stop - at, 500)))) layer.next(imf, next, length);
  else layer.addText(next, length, `Literal (${length} bytes)`);
  return next + length;
}

function showTagged(
  layer: Layer,
  field: Fields,
  at: number,
  tagEnd: number,
  stop: number,
  asks: boolean,
  session: Session | undefined,
): void {
  const { memory, dissection } = layer;
  const wordAt = Math.min(tagEnd + 1, stop);
  const wordStop = wordEnd(layer, wordAt, stop);
  const tag = layer.latin1(at, Math.min(tagEnd - at, 64));
  layer.add(asks ? field.request : field.response, at, stop - at);
  layer.add(asks ? field.request_tag : field.response_tag, at, tagEnd - at);
  layer.add(field.tag, at, tagEnd - at);
  if (wordStop > wordAt)
    layer.add(asks ? field['request.command'] : field['response.status'], wordAt, wordStop - wordAt);
  if (asks) {
    layer.add(field.command, wordAt, wordStop - wordAt);
    const exchange = memory.request(dissection, 'imap', tag);
    if (exchange.response > 0) layer.addComputed(field.response_in, exchange.response);
    if (session !== undefined)
      session.startsTls = spells(layer.bytes, layer.start + wordAt, layer.start + wordStop, 'starttls');
    showArguments(layer, field, wordAt, wordStop, stop);
    return;
  }
  const exchange = memory.response(dissection, 'imap', tag);
  if (exchange !== undefined) {
    layer.addComputed(field.response_to, exchange.request);
    layer.addElapsed(field.time, exchange);
  }
  if (session?.startsTls === true && spells(layer.bytes, layer.start + wordAt, layer.start + wordStop, 'ok')) {
    session.startsTls = false;
    memory.setApplication(dissection, tls, true);
  }
}

function showArguments(layer: Layer, field: Fields, wordAt: number, wordStop: number, stop: number): void {
  if (!layer.emitting || wordStop >= stop) return;
  const command = layer.latin1(wordAt, Math.min(wordStop - wordAt, 16)).toLowerCase();
  const first = wordStop + 1;
  const firstStop = wordEnd(layer, first, stop);
  if (command === 'login') {
    layer.add(field['request.username'], first, firstStop - first);
    if (firstStop + 1 < stop) layer.add(field['request.password'], firstStop + 1, stop - firstStop - 1);
  } else if (command === 'select' || command === 'examine' || command === 'status')
    layer.add(field['request.folder'], first, firstStop - first);
}

/** Post Office Protocol, version 3. RFC 1939. */
import { lineBreak, spells } from '../../bytes/lines';
import { visible } from '../../bytes/visible';
import { text } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import imf from './imf';
import { eachLine, takeLines, wordEnd } from './streams/text-lines';
import tls from './tls';

const serverPort = 110;
/** What the server sends next; only the first pass has it. */
class Session {
  /** A mail was asked for: 1 until its status line comes, 2 while it comes. */
  mail = 0;
  startsTls = false;
  length = 0;
  mails = 0;
}
const create = (): Session => new Session();
const asked = 1;
const coming = 2;
const maximumMail = 65_000;

const declared = {
  request: text({ label: 'Request' }),
  'request.command': text({ label: 'Request command' }),
  'request.parameter': text({ label: 'Request parameter' }),
  'request.data': text({ label: 'Data' }),
  response: text({ label: 'Response' }),
  'response.indicator': text({ label: 'Response indicator' }),
  'response.description': text({ label: 'Response description' }),
  'response.data': text({ label: 'Data' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'pop',
  title: 'Post Office Protocol',
  column: 'POP',
  parents: [on('tcp.port', serverPort)],
  fields: declared,
  dissect(layer, field) {
    const asks = layer.dissection.destinationPort === serverPort;
    const session = layer.learning ? layer.memory.conversationState(layer.dissection, 'pop', create) : undefined;
    const mail = layer.memory.remember(layer.dissection, asks ? 0 : (session?.mail ?? 0));
    if (mail === coming) {
      walkMail(layer, 0, session);
      return;
    }
    if (!takeLines(layer)) return;
    const { bytes, start, end } = layer;
    const found = lineBreak(bytes, start, end);
    const stop = (found < 0 ? end : found) - start;
    if (layer.wantsInfo) layer.setInfo(`${asks ? 'C' : 'S'}: ${visible(layer.text(0, stop))}`);
    if (layer.emitting) showLines(layer, field, asks);
    if (session === undefined) return;
    if (asks) noteRequest(layer, session, stop);
    else noteResponse(layer, session, stop);
  },
});

function noteRequest(layer: Layer, session: Session, stop: number): void {
  const { bytes, start } = layer;
  const retrieves = spells(bytes, start, start + stop, 'retr ') || spells(bytes, start, start + stop, 'top ');
  session.mail = retrieves ? asked : 0;
  session.startsTls = spells(bytes, start, start + stop, 'stls');
}

function noteResponse(layer: Layer, session: Session, stop: number): void {
  const fine = spells(layer.bytes, layer.start, layer.start + stop, '+ok');
  if (session.startsTls && fine) layer.memory.setApplication(layer.dissection, tls, true);
  session.startsTls = false;
  const wholeMail = endOfMail(layer, stop) >= 0;
  session.mail = session.mail === asked && fine && !wholeMail ? coming : 0;
  session.length = 0;
  session.mails++;
}

/** Offset of the line with the full stop that ends a mail, -1 without one. */
function endOfMail(layer: Layer, from: number): number {
  const { bytes, start, end } = layer;
  for (let at = bytes.indexOf(0x2e, start + from); at >= 0 && at + 2 < end + 1; at = bytes.indexOf(0x2e, at + 1))
    if ((at === start || bytes[at - 1] === 0x0a) && bytes[at + 1] === 0x0d) return at - start;
  return -1;
}

function walkMail(layer: Layer, at: number, session: Session | undefined): void {
  const stop = endOfMail(layer, at);
  const length = (stop < 0 ? layer.available : stop) - at;
  const offset = session?.length ?? 0;
  if (session !== undefined) {
    session.length += length;
    if (stop >= 0) session.mail = 0;
  }
  const identification = layer.dissection.conversation * 65_536 + ((session?.mails ?? 0) & 0xffff);
  const more = stop < 0;
  const whole =
    offset + length <= maximumMail
      ? layer.memory.fragment(layer, { identification, scope: serverPort, offset, more, at, length })
      : undefined;
  if (layer.wantsInfo) layer.setInfo(`S: DATA fragment, ${layer.available} bytes`);
  if (stop < 0) layer.addText(at, length, `DATA fragment (${length} bytes)`);
  else if (whole?.kind === 'complete') layer.nextIn(imf, whole.whole.bytes);
  else layer.next(imf, at, length);
}

function showLines(layer: Layer, field: Fields, asks: boolean): void {
  let first = true;
  eachLine(layer, 0, layer.available, (at, stop, next) => {
    if (!first) {
      layer.add(asks ? field['request.data'] : field['response.data'], at, next - at);
      if (layer.inTree) layer.retitle(visible(layer.text(at, next - at)));
      return;
    }
    first = false;
    const word = wordEnd(layer, at, stop);
    layer.open(asks ? field.request : field.response, at, next - at);
    if (layer.inTree) layer.retitle(visible(layer.text(at, next - at)));
    layer.add(asks ? field['request.command'] : field['response.indicator'], at, word - at);
    if (word + 1 < stop)
      layer.add(asks ? field['request.parameter'] : field['response.description'], word + 1, stop - word - 1);
    layer.close();
  });
}

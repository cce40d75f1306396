/** Apache JServ Protocol 1.3, between a web server and a container of servlets. Apache Tomcat Connectors, "AJP Protocol Reference". */
import { visible } from '../../bytes/visible';
import type { Field } from '../../declare/field';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { ajp13Fields, codes, methods } from './ajp13/fields';
import { takePdu } from './streams/length-framed';

type Fields = FieldsOf<typeof ajp13Fields>;
type Key = keyof Fields;

const headerLength = 4;
const codeAt = 4;
const request = 0x1234;
const response = 0x4142;
const code = { bodyChunk: 3, headers: 4, end: 5, getBody: 6, pong: 9, ping: 10 } as const;
/** A name that is known stands as a number behind this byte. */
const known = 0xa0;
const nothing = 0xffff;
const contentLength = 8;
const maximumInfo = 400;

const requestHeaders: readonly Key[] = [
  'unknown_header',
  'accept',
  'accept_charset',
  'accept_encoding',
  'accept_language',
  'authorization',
  'connection',
  'content_type',
  'content_length',
  'cookie',
  'cookie2',
  'host',
  'pragma',
  'referer',
  'user_agent',
];
const responseHeaders: readonly Key[] = [
  'unknown_header',
  'content_type',
  'content_language',
  'content_length',
  'date',
  'last_modified',
  'location',
  'set_cookie',
  'set_cookie2',
  'servlet_engine',
  'status',
  'www_authenticate',
];
const attributes: readonly Key[] = [
  'unknown_attribute',
  'context',
  'servlet_path',
  'remote_user',
  'auth_type',
  'query_string',
  'route',
  'ssl_cert',
  'ssl_cipher',
  'ssl_session',
  'req_attribute',
  'ssl_key_size',
  'secret',
  'stored_method',
];
const namedAttribute = 10;
const keySize = 11;
const lastAttribute = 0xff;

/** Only the first pass has it. */
class Session {
  /** How many bytes of a request's body are still to come, where its length was said. */
  awaited = 0;
  /** Whether the container has asked for a piece of the body. */
  asked = false;
}
const create = (): Session => new Session();

export default protocol({
  id: 'ajp13',
  title: 'Apache JServ Protocol v1.3',
  column: 'AJP13',
  parents: [on('tcp.port', 8009)],
  fields: ajp13Fields,
  dissect(layer, field) {
    if (!takePdu(layer, headerLength, (message, at) => headerLength + message.u16(at + 2))) return;
    const magic = layer.u16(0);
    const session = layer.learning ? layer.memory.conversationState(layer.dissection, 'ajp13', create) : undefined;
    const asks = magic === request;
    const isBody = layer.memory.remember(layer.dissection, asks && expectsBody(session) ? 1 : 0) === 1;
    layer.add(field.magic, 0, 2);
    layer.add(field.len, 2, 2);
    if (!asks && magic !== response) layer.setInfo('AJP13 Error?');
    else if (isBody) walkBody(layer, field, session);
    else if (asks) walkRequest(layer, field, session);
    else walkResponse(layer, field, session);
  },
});

const expectsBody = (session: Session | undefined): boolean =>
  session !== undefined && (session.awaited > 0 || session.asked);

const title = (layer: Layer, text: string): void => {
  if (layer.wantsInfo) layer.setInfo(`${layer.dissection.stream}:${text}`);
};

/** An empty packet ends the body, too. */
function walkBody(layer: Layer, field: Fields, session: Session | undefined): void {
  title(layer, 'REQ:Body');
  const length = layer.available >= headerLength + 2 ? layer.u16(headerLength) : 0;
  if (session !== undefined) {
    session.awaited = length === 0 ? 0 : Math.max(session.awaited - length, 0);
    session.asked = false;
  }
  if (length > 0) layer.add(field.data, headerLength + 2, length);
}

interface Text {
  readonly at: number;
  readonly text: string;
  /** Behind the NUL that ends it. */
  readonly end: number;
}

/** Text has its length in two bytes before it, and a NUL behind it; where there is none, neither. */
function textAt(layer: Layer, at: number): Text {
  const length = layer.u16(at);
  if (length === nothing) return { at, text: '', end: at + 2 };
  layer.need(at + 2, length + 1);
  return { at, text: layer.text(at + 2, length), end: at + 2 + length + 1 };
}

function showText(layer: Layer, field: Field, at: number): Text {
  const text = textAt(layer, at);
  layer.add(field, at, text.end - at, text.text);
  return text;
}

function walkRequest(layer: Layer, field: Fields, session: Session | undefined): void {
  layer.add(field.code, codeAt, 1);
  if (layer.u8(codeAt) === code.ping) {
    title(layer, 'REQ:CPING');
    return;
  }
  const method = layer.u8(codeAt + 1);
  layer.add(field.method, codeAt + 1, 1);
  const version = showText(layer, field.ver, codeAt + 2);
  const uri = showText(layer, field.uri, version.end);
  if (layer.wantsInfo) {
    const name = methods[method] ?? `Unknown method ${method}`;
    title(layer, `REQ:${name} ${visible(uri.text).slice(0, maximumInfo)} ${visible(version.text)}`);
  }
  let at = showText(layer, field.raddr, uri.end).end;
  at = showText(layer, field.rhost, at).end;
  at = showText(layer, field.srv, at).end;
  layer.add(field.port, at, 2);
  layer.add(field.sslp, at + 2, 1);
  at = showHeaders(layer, field, requestHeaders, at + 3, session);
  showAttributes(layer, field, at);
}

/** Shows the headers behind their number; gives the offset behind them. */
function showHeaders(layer: Layer, field: Fields, names: readonly Key[], from: number, session?: Session): number {
  const count = layer.u16(from);
  layer.add(field.nhdr, from, 2);
  let at = from + 2;
  if (session !== undefined) session.awaited = 0;
  for (let i = 0; i < count; i++) {
    if (layer.u8(at) === known) {
      const number = layer.u8(at + 1);
      const value = textAt(layer, at + 2);
      layer.add(field[names[number] ?? names[0]], at, value.end - at, value.text);
      if (number === contentLength && names === requestHeaders) noteLength(layer, field, session, value);
      at = value.end;
    } else {
      const name = textAt(layer, at);
      const value = textAt(layer, name.end);
      layer.add(field.unknown_header, at, value.end - at, `${name.text}: ${value.text}`);
      at = value.end;
    }
  }
  return at;
}

function noteLength(layer: Layer, field: Fields, session: Session | undefined, { at, end, text }: Text): void {
  if (!/^\d{1,9}$/.test(text)) layer.remark(field['content_length.invalid'], at, end - at);
  else if (session !== undefined) session.awaited = Number(text);
}

function showAttributes(layer: Layer, field: Fields, from: number): void {
  for (let at = from; at < layer.available; ) {
    const number = layer.u8(at);
    if (number === lastAttribute) return;
    if (number === keySize) {
      layer.add(field.ssl_key_size, at, 3, layer.u16(at + 1));
      at += 3;
      continue;
    }
    const first = textAt(layer, at + 1);
    const second = number === namedAttribute ? textAt(layer, first.end) : undefined;
    const end = second?.end ?? first.end;
    const text = second === undefined ? first.text : `${first.text}: ${second.text}`;
    layer.add(field[attributes[number] ?? attributes[0]], at, end - at, text);
    at = end;
  }
}

function walkResponse(layer: Layer, field: Fields, session: Session | undefined): void {
  const number = layer.u8(codeAt);
  const at = codeAt + 1;
  layer.add(field.code, codeAt, 1);
  title(layer, `RSP:${codes[number] ?? `Unknown message code ${number}`}`);
  switch (number) {
    case code.headers: {
      layer.add(field.rstatus, at, 2);
      const message = showText(layer, field.rmsg, at + 2);
      if (layer.wantsInfo) layer.appendInfo(`:${layer.u16(at)} ${visible(message.text)}`);
      showHeaders(layer, field, responseHeaders, message.end);
      break;
    }
    case code.bodyChunk:
      if (layer.available > at + 2) layer.add(field.data, at + 2, layer.available - at - 2);
      break;
    case code.end:
      layer.add(field.reusep, at, 1);
      break;
    case code.getBody:
      layer.add(field.rlen, at, 2);
      if (session !== undefined) session.asked = true;
      break;
    default:
  }
}

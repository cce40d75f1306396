/** Shows the head of a message: first line, headers, and what follows from them. */
import { fromBase64 } from '../../../bytes/base64';
import { behindBreak, lineBreak, skipBlanks, trimBlanks } from '../../../bytes/lines';
import { visible } from '../../../bytes/visible';
import type { Layer } from '../../../declare/layer';
import { statusClassName, statusNames } from '../../names/http-status';
import type { HttpFields } from './fields';
import { headerKey } from './header-fields';
import type { MeasuredMessage } from './message';
import { messageKind, partsOf } from './start-line';

const colon = 0x3a;
const maximumParameters = 1000;
const utf8 = new TextDecoder('utf-8');

/** The first line as Info shows it. */
export function startLineText(layer: Layer, message: MeasuredMessage): string {
  return `${visible(layer.text(message.start, message.startLineEnd - message.start))} `;
}

export function showHead(layer: Layer, field: HttpFields, message: MeasuredMessage): void {
  const answers = message.kind === messageKind.response;
  const line = visible(layer.text(message.start, message.headersStart - message.start));
  layer.openText(message.start, message.headersStart - message.start, line);
  layer.addComputed(field.chat, line, message.start, message.headersStart - message.start);
  if (answers) showStatusLine(layer, field, message);
  else showRequestLine(layer, field, message);
  if (layer.inTree) layer.close();
  const host = showHeaders(layer, field, message);
  if (answers) layer.addComputed(field.response, 1);
  else showTarget(layer, field, message, host);
}

function showStatusLine(layer: Layer, field: HttpFields, message: MeasuredMessage): void {
  const { first, second, third } = partsOf(
    layer.bytes,
    layer.start + message.start,
    layer.start + message.startLineEnd,
  );
  const { start } = layer;
  layer.add(field['response.version'], first[0] - start, first[1] - first[0]);
  layer.add(field['response.code'], second[0] - start, second[1] - second[0], message.status);
  const className = statusClassName(message.status);
  if (className !== undefined) layer.append(` (${className})`);
  const name = statusNames[message.status] ?? `Unknown (${message.status})`;
  layer.addComputed(field['response.code.desc'], name, second[0] - start, second[1] - second[0]);
  if (third[1] > third[0]) layer.add(field['response.phrase'], third[0] - start, third[1] - third[0]);
}

function showRequestLine(layer: Layer, field: HttpFields, message: MeasuredMessage): void {
  const { first, second, third } = partsOf(
    layer.bytes,
    layer.start + message.start,
    layer.start + message.startLineEnd,
  );
  const { start } = layer;
  layer.add(field['request.method'], first[0] - start, first[1] - first[0]);
  layer.open(field['request.uri'], second[0] - start, second[1] - second[0]);
  showQuery(layer, field, second[0] - start, second[1] - start);
  layer.close();
  layer.add(field['request.version'], third[0] - start, third[1] - third[0]);
}

/** Path and query of a URI, where it has a query. */
function showQuery(layer: Layer, field: HttpFields, from: number, end: number): void {
  const mark = layer.find(0x3f, from, end);
  if (mark < 0) return;
  layer.add(field['request.uri.path'], from, mark - from);
  layer.open(field['request.uri.query'], mark + 1, end - mark - 1);
  let parameter = mark + 1;
  for (let count = 0; parameter < end && count < maximumParameters; count++) {
    const ampersand = layer.find(0x26, parameter, end);
    const stop = ampersand < 0 ? end : ampersand;
    layer.add(field['request.uri.query.parameter'], parameter, stop - parameter);
    parameter = stop + 1;
  }
  layer.close();
}

/** Shows every header with its field; gives the value of Host. */
function showHeaders(layer: Layer, field: HttpFields, message: MeasuredMessage): string {
  const { bytes, start } = layer;
  const end = start + message.bodyStart;
  const lineField = message.kind === messageKind.response ? field['response.line'] : field['request.line'];
  let host = '';
  let line = start + message.headersStart;
  while (line < end) {
    const found = lineBreak(bytes, line, end);
    const stop = found < 0 ? end : found;
    const next = found < 0 ? end : Math.max(behindBreak(bytes, found, end), found + 1);
    const at = line - start;
    const length = next - line;
    const raw = layer.text(at, length);
    if (stop === line) {
      layer.addText(at, length, visible(raw));
      break;
    }
    const separator = bytes.indexOf(colon, line);
    if (separator < 0 || separator >= stop || separator === line) layer.addText(at, length, visible(raw));
    else {
      const valueStart = skipBlanks(bytes, separator + 1, stop);
      const value = utf8.decode(bytes.subarray(valueStart, trimBlanks(bytes, valueStart, stop)));
      const name = utf8.decode(bytes.subarray(line, separator)).toLowerCase();
      showHeader(layer, field, message, { name, value, raw, at, length });
      if (name === 'host') host = value;
    }
    layer.addComputed(lineField, raw, at, length);
    line = next;
  }
  return host;
}

interface Header {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
  /** The whole line with its break, and its place. */
  readonly raw: string;
  readonly at: number;
  readonly length: number;
}

function showHeader(
  layer: Layer,
  field: HttpFields,
  message: MeasuredMessage,
  { name, value, raw, at, length }: Header,
): void {
  const key = headerKey(name);
  layer.open(key === undefined ? field.unknown_header : field[key], at, length, key === undefined ? raw : value);
  layer.retitle(visible(raw));
  if (key === 'content_length_header' && message.contentLength >= 0) {
    layer.addComputed(field.content_length, BigInt(message.contentLength), at, length);
    if (message.chunked) layer.addComputed(field.te_and_length, 1, at, length);
  } else if (key === 'cookie') {
    for (const pair of value.split(';', maximumParameters))
      if (pair.trim() !== '') layer.addComputed(field.cookie_pair, pair.trim(), at, length);
  } else if ((key === 'authorization' || key === 'proxy_authorization') && /^basic\s/i.test(value))
    layer.addComputed(field.authbasic, utf8.decode(fromBase64(value.slice(6))), at, length);
  layer.close();
}

function showTarget(layer: Layer, field: HttpFields, message: MeasuredMessage, host: string): void {
  const { second } = partsOf(layer.bytes, layer.start + message.start, layer.start + message.startLineEnd);
  const uri = utf8.decode(layer.bytes.subarray(second[0], second[1]));
  const absolute = /^https?:\/\//i.test(uri) || layer.latin1(message.start, 8) === 'CONNECT ';
  if (absolute) layer.addComputed(field['request.full_uri'], uri);
  else if (host !== '') layer.addComputed(field['request.full_uri'], `${scheme(layer)}://${host}${uri}`);
  const kind = message.kind === messageKind.notification ? field.notification : field.request;
  layer.addComputed(kind, 1);
}

function scheme(layer: Layer): string {
  for (let parent = layer.parent; parent !== undefined; parent = parent.parent)
    if (parent.protocol.id === 'tls') return 'https';
  return 'http';
}

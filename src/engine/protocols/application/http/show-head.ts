/** Shows the head of a message: first line, headers, and what follows from them. */
import { fromBase64 } from '../../../bytes/base64';
import { behindBreak, lineBreak, skipBlanks, trimBlanks } from '../../../bytes/lines';
import { RecentTexts } from '../../../bytes/recent-texts';
import { visible } from '../../../bytes/visible';
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import { statusClassName, statusNames } from '../../names/http-status';
import { schemeOf } from './exchange';
import type { HttpFields } from './fields';
import { headerKey } from './header-fields';
import type { MeasuredMessage } from './message';
import { messageKind, partsOf } from './start-line';
import { fullUriIn } from './target';

const colon = 0x3a;
const maximumParameters = 1000;
const utf8 = new TextDecoder('utf-8');

/** The first line as Info shows it. */
export function startLineText(layer: Layer, message: MeasuredMessage): string {
  return `${visible(layer.text(message.start, message.startLineEnd - message.start))} `;
}

export function showHead(layer: Layer, field: HttpFields, message: MeasuredMessage): void {
  const answers = message.kind === messageKind.response;
  if (layer.wants(field.chat)) {
    const line = visible(layer.text(message.start, message.headersStart - message.start));
    layer.openText(message.start, message.headersStart - message.start, line);
    layer.addComputed(field.chat, line, message.start, message.headersStart - message.start);
  }
  if (answers) showStatusLine(layer, field, message);
  else showRequestLine(layer, field, message);
  if (layer.inTree) layer.close();
  showHeaders(layer, field, message);
  if (answers) layer.addComputed(field.response, 1);
  else showTarget(layer, field, message);
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

/** Shows every header with its field. */
function showHeaders(layer: Layer, field: HttpFields, message: MeasuredMessage): void {
  const { bytes, start } = layer;
  const end = start + message.bodyStart;
  const { lineField, seenOnly } = lineFields(field, message);
  const wantsLines = layer.wants(lineField);
  let line = start + message.headersStart;
  while (line < end) {
    const found = lineBreak(bytes, line, end);
    const stop = found < 0 ? end : found;
    const next = found < 0 ? end : Math.max(behindBreak(bytes, found, end), found + 1);
    const at = line - start;
    const length = next - line;
    let isUnknown = false;
    if (stop === line) {
      if (layer.inTree) layer.addText(at, length, visible(layer.text(at, length)));
      break;
    }
    const separator = bytes.indexOf(colon, line);
    if (separator > line && separator < stop) {
      const header = { line, separator, stop, at, length };
      const key = headerKey(names.text(bytes, line, separator).toLowerCase());
      isUnknown = key === undefined;
      if (key !== undefined && (layer.inTree || layer.wantsAny(concerned(field, key))))
        showHeader(layer, field, message, key, header);
    } else if (layer.inTree) layer.addText(at, length, visible(layer.text(at, length)));
    if (wantsLines && (isUnknown || !seenOnly)) showLine(layer, lineField, at, length, isUnknown);
    line = next;
  }
}

/** The field of a message's header lines, and whether it is for those alone that no other field shows. */
function lineFields(
  field: HttpFields,
  { kind }: MeasuredMessage,
): { readonly lineField: Field; readonly seenOnly: boolean } {
  if (kind === messageKind.notification) return { lineField: field.unknown_header, seenOnly: true };
  return { lineField: field[kind === messageKind.response ? 'response.line' : 'request.line'], seenOnly: false };
}

/** Adds a line, which is seen where nothing else shows it. */
function showLine(layer: Layer, field: Field, at: number, length: number, seen: boolean): void {
  const raw = layer.text(at, length);
  layer.addComputed(field, raw, at, length);
  if (!seen) return;
  layer.reveal();
  layer.retitle(visible(raw));
}

const names = new RecentTexts();

/** Where a header lies in the buffer: its line without the break, and the colon in it; and its place in the layer. */
interface Header {
  readonly line: number;
  readonly separator: number;
  readonly stop: number;
  readonly at: number;
  /** With the line break. */
  readonly length: number;
}

function textOfValue({ bytes }: Layer, { separator, stop }: Header): string {
  const start = skipBlanks(bytes, separator + 1, stop);
  return utf8.decode(bytes.subarray(start, trimBlanks(bytes, start, stop)));
}

type HeaderKey = ReturnType<typeof headerKey>;

/** What is shown because of a header beside its own field. */
const further = {
  content_length_header: ['content_length', 'te_and_length'],
  cookie: ['cookie_pair'],
  authorization: ['authbasic'],
  proxy_authorization: ['authbasic'],
} as const satisfies Partial<Record<NonNullable<HeaderKey>, readonly (keyof HttpFields)[]>>;

/** The fields that a header may bring; the same list each time. */
function concerned(field: HttpFields, key: NonNullable<HeaderKey>): readonly Field[] {
  let fields = concernedFields.get(key);
  if (fields === undefined) {
    const others: readonly (keyof HttpFields)[] = key in further ? further[key as keyof typeof further] : [];
    fields = [field[key], ...others.map((other) => field[other])];
    concernedFields.set(key, fields);
  }
  return fields;
}
const concernedFields = new Map<NonNullable<HeaderKey>, readonly Field[]>();

function showHeader(
  layer: Layer,
  field: HttpFields,
  message: MeasuredMessage,
  key: NonNullable<HeaderKey>,
  header: Header,
): void {
  const { at, length } = header;
  const raw = layer.text(at, length);
  const value = textOfValue(layer, header);
  layer.open(field[key], at, length, value);
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

function showTarget(layer: Layer, field: HttpFields, { kind, start, bodyStart }: MeasuredMessage): void {
  if (layer.wants(field['request.full_uri'])) {
    const uri = fullUriIn(layer.bytes, layer.start + start, layer.start + bodyStart, schemeOf(layer));
    if (uri !== undefined) layer.addComputed(field['request.full_uri'], uri);
  }
  layer.addComputed(kind === messageKind.notification ? field.notification : field.request, 1);
}

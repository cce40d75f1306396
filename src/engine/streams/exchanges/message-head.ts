/** Heads of HTTP messages as data, and what they say of the body. RFC 9112, sections 2 to 6. */
import { behindBreak, decimalAt, lineBreak, skipBlanks, trimBlanks } from '../../bytes/lines';
import { withoutBody } from '../../protocols/application/http/message';
import { kindOf, messageKind, methodOf, partsOf, statusOf } from '../../protocols/application/http/start-line';

export interface Header {
  readonly name: string;
  readonly value: string;
}

export interface MessageHead {
  readonly kind: 'request' | 'response';
  /** `GET`; empty for a response. */
  readonly method: string;
  /** The request target as it was sent. */
  readonly target: string;
  /** `HTTP/1.1`. */
  readonly version: string;
  /** 0 for a request. */
  readonly status: number;
  readonly phrase: string;
  readonly headers: readonly Header[];
}

/** How a message's body ends. RFC 9112, section 6.3. */
export type Framing =
  | { readonly kind: 'none' | 'chunked' | 'until-close' | 'tunnel' }
  | { readonly kind: 'length'; readonly length: number };

const utf8 = new TextDecoder('utf-8');
/** Headers of one message beyond which none are read. */
const maximumHeaders = 10_000;

/** Offset behind the blank line that ends a head, looked for from the line at `from` on; negated and less 1, where to go on, when it is not there yet. */
export function headEnd(bytes: Uint8Array, from: number, end: number): number {
  let line = from;
  for (;;) {
    const stop = line >= end ? -1 : lineBreak(bytes, line, end);
    const next = stop < 0 ? -1 : behindBreak(bytes, stop, end);
    if (next < 0) return -line - 1;
    if (stop === line) return next;
    line = next;
  }
}

/** Whether the line that begins at `from` begins a message; undefined while it is too short to tell. */
export function beginsMessage(bytes: Uint8Array, from: number, end: number): boolean | undefined {
  const stop = lineBreak(bytes, from, end);
  if (kindOf(bytes, from, stop < 0 ? end : stop) !== messageKind.other) return true;
  return stop < 0 && end - from < 16 ? undefined : false;
}

/** Reads the head `[from, end)`, of which the rest may be missing. Undefined when it is none. */
export function readHead(bytes: Uint8Array, from: number, end: number): MessageHead | undefined {
  const found = lineBreak(bytes, from, end);
  const lineEnd = found < 0 ? end : found;
  const kind = kindOf(bytes, from, lineEnd);
  if (kind === messageKind.other) return undefined;
  const { first, second, third } = partsOf(bytes, from, lineEnd);
  const text = ([start, stop]: readonly [number, number]): string => utf8.decode(bytes.subarray(start, stop));
  const next = found < 0 ? -1 : behindBreak(bytes, found, end);
  const headers = readHeaders(bytes, next < 0 ? end : next, end);
  if (kind === messageKind.response)
    return {
      kind: 'response',
      method: '',
      target: '',
      version: text(first),
      status: statusOf(bytes, from, lineEnd),
      phrase: text(third),
      headers,
    };
  return {
    kind: 'request',
    method: text(first),
    target: text(second),
    version: text(third),
    status: 0,
    phrase: '',
    headers,
  };
}

function readHeaders(bytes: Uint8Array, from: number, end: number): Header[] {
  const headers: Header[] = [];
  let line = from;
  while (line < end && headers.length < maximumHeaders) {
    const found = lineBreak(bytes, line, end);
    const stop = found < 0 ? end : found;
    if (stop === line) break;
    const header = headerAt(bytes, line, stop);
    const folded = bytes[line] === 0x20 || bytes[line] === 0x09;
    if (folded && headers.length > 0) {
      // Obsolete line folding. RFC 9112, section 5.2.
      const last = headers[headers.length - 1];
      headers[headers.length - 1] = { name: last.name, value: `${last.value} ${valueText(bytes, line, stop)}` };
    } else if (header !== undefined) headers.push(header);
    const next = found < 0 ? -1 : behindBreak(bytes, found, end);
    line = next < 0 ? end : next;
  }
  return headers;
}

const colon = 0x3a;

function headerAt(bytes: Uint8Array, from: number, stop: number): Header | undefined {
  let separator = from;
  while (separator < stop && bytes[separator] !== colon) separator++;
  if (separator === from || separator === stop) return undefined;
  return {
    name: utf8.decode(bytes.subarray(from, trimBlanks(bytes, from, separator))),
    value: valueText(bytes, separator + 1, stop),
  };
}

function valueText(bytes: Uint8Array, from: number, stop: number): string {
  const start = skipBlanks(bytes, from, stop);
  return utf8.decode(bytes.subarray(start, trimBlanks(bytes, start, stop)));
}

/** The value of the first header of a name (in lower case), '' without one. */
export function headerValue({ headers }: MessageHead, name: string): string {
  return headers.find((header) => header.name.toLowerCase() === name)?.value ?? '';
}

/** The last value that is given: what counts where a sender repeats a length. */
function lastValue({ headers }: MessageHead, name: string): string {
  return headers.findLast((header) => header.name.toLowerCase() === name)?.value ?? '';
}

const encoder = new TextEncoder();

/** How the body of a message ends. `asked` is the method of the request that a response answers, '' when that is not known. */
export function framingOf(head: MessageHead, asked: string): Framing {
  if (head.kind === 'response') {
    const line = encoder.encode(`${asked} `);
    const askedMethod = methodOf(line, 0, line.length);
    if (head.status === 101 || (asked === 'CONNECT' && head.status >= 200 && head.status < 300))
      return { kind: 'tunnel' };
    if (withoutBody(head.status, askedMethod)) return { kind: 'none' };
  }
  const coding = lastValue(head, 'transfer-encoding').toLowerCase();
  if (coding.startsWith('chunked') || coding.endsWith('chunked')) return { kind: 'chunked' };
  const given = encoder.encode(lastValue(head, 'content-length'));
  const length = decimalAt(given, 0, given.length);
  if (length > 0 && (coding === '' || coding === 'identity')) return { kind: 'length', length };
  if (length === 0) return { kind: 'none' };
  return { kind: head.kind === 'response' ? 'until-close' : 'none' };
}

/** Media type in lower case, without parameters; '' without one. */
export function mediaTypeOf(head: MessageHead): string {
  return (headerValue(head, 'content-type').split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** Content codings in the order in which they were applied, in lower case. RFC 9110, section 8.4. */
export function codingsOf(head: MessageHead): readonly string[] {
  return headerValue(head, 'content-encoding')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
}

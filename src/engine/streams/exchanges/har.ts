/** HTTP exchanges as an HTTP Archive, version 1.2: http://www.softwareishard.com/blog/har-12-spec/. */
import { toBase64 } from '../../bytes/base64';
import type { EngineHost } from '../../host';
import type { Task } from '../../view';
import type { HttpExchanges } from './http-exchanges';
import { type Header, headerValue, type MessageHead, mediaTypeOf } from './message-head';
import { slicedTask } from './sliced-task';

const encoder = new TextEncoder();
/** Keeps a byte order mark, so that whoever writes the text again has the same bytes. */
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const millisecond = 1e6;
/** Bytes of one body that go into an archive. */
const largestContent = 16 * 1024 * 1024;

/** Writes an archive of the exchanges that have a request, in the order of their times. `program` names who wrote it. */
export function harTask(
  host: EngineHost,
  exchanges: HttpExchanges,
  chosen: readonly number[],
  path: string,
  program: { readonly name: string; readonly version: string },
): Task {
  const writer = host.createFile(path);
  const asked = chosen.filter((exchange) => exchanges.messageOf(exchange, 'request') >= 0);
  const alone = chosen.length - asked.length;
  const write = (text: string): void => writer.write(encoder.encode(text));
  function* steps(): Generator<number, void> {
    const comment =
      alone === 0 ? '' : `,"comment":"Left out: ${alone} responses whose requests are not in the capture"`;
    write(`{"log":{"version":"1.2","creator":${JSON.stringify(program)}${comment},"entries":[`);
    for (const [index, exchange] of asked.entries()) {
      write(`${index === 0 ? '' : ','}\n${JSON.stringify(harEntry(exchanges, exchange))}`);
      yield index / asked.length;
    }
    write('\n]}}\n');
    writer.commit();
  }
  return slicedTask(
    steps(),
    () => host.now(),
    () => writer.discard(),
  );
}

/** One entry. Fields that begin with `_` are ours. */
export function harEntry(exchanges: HttpExchanges, exchange: number): object {
  const row = exchanges.row(exchange);
  const timings = timingsOf(exchanges, exchange);
  const missing = [
    ['noResponse', 'The response is not in the capture.'],
    ['missingBytes', 'Some bytes are not in the capture.'],
    ['responseUnfinished', 'The response ends early.'],
  ] as const;
  const comment = missing.filter(([note]) => row.notes.includes(note)).map(([, sentence]) => sentence);
  return {
    startedDateTime: startOf(exchanges, exchange),
    time: timings.send + timings.wait + timings.receive,
    request: requestOf(exchanges, exchange),
    response: responseOf(exchanges, exchange),
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, ...timings },
    serverIPAddress: exchanges.serverAddress(exchange),
    connection: String(row.stream),
    ...(comment.length > 0 ? { comment: comment.join(' ') } : {}),
    _packets: { request: row.request, response: row.response },
  };
}

/** Milliseconds since 1970 are as fine as every reader takes them. */
function startOf(exchanges: HttpExchanges, exchange: number): string {
  const date = new Date(Number(exchanges.startTime(exchange) / 1_000_000n));
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
}

function timingsOf(exchanges: HttpExchanges, exchange: number): { send: number; wait: number; receive: number } {
  const { firstFrames, lastFrames } = exchanges.table.messages;
  const request = exchanges.messageOf(exchange, 'request');
  const response = exchanges.messageOf(exchange, 'response');
  const span = (message: number): number =>
    Math.max(0, exchanges.between(firstFrames.get(message), lastFrames.get(message))) / millisecond;
  return {
    send: span(request),
    wait: (exchanges.timeToFirstByte(exchange) ?? 0) / millisecond,
    receive: response < 0 ? 0 : span(response),
  };
}

function requestOf(exchanges: HttpExchanges, exchange: number): object {
  const { messages } = exchanges.table;
  const message = exchanges.messageOf(exchange, 'request');
  const head = exchanges.headOf(message)!;
  const url = exchanges.table.url(exchange);
  return {
    method: head.method,
    url,
    httpVersion: head.version,
    cookies: cookiesOf(headerValue(head, 'cookie')),
    headers: headersOf(head.headers),
    queryString: queryOf(url),
    headersSize: messages.headLengths.get(message),
    bodySize: messages.wireLengths.get(message) - messages.headLengths.get(message),
    ...postDataOf(exchanges, exchange, head),
  };
}

const headersOf = (headers: readonly Header[]): object[] => headers.map(({ name, value }) => ({ name, value }));

function postDataOf(exchanges: HttpExchanges, exchange: number, head: MessageHead): object {
  const { bytes } = exchanges.decoded(exchange, 'request')!;
  if (bytes.length === 0) return {};
  const text = textOf(bytes.subarray(0, largestContent));
  const form = mediaTypeOf(head) === 'application/x-www-form-urlencoded' && text !== undefined;
  return {
    postData: {
      mimeType: headerValue(head, 'content-type'),
      params: form ? pairsOf(text) : [],
      text: text ?? toBase64(bytes.subarray(0, largestContent)),
      ...(text === undefined ? { comment: 'base64', _encoding: 'base64' } : {}),
    },
  };
}

function responseOf(exchanges: HttpExchanges, exchange: number): object {
  const { messages } = exchanges.table;
  const message = exchanges.messageOf(exchange, 'response');
  const head = message < 0 ? undefined : exchanges.headOf(message);
  if (head === undefined) return noResponse;
  return {
    status: head.status,
    statusText: head.phrase,
    httpVersion: head.version,
    cookies: head.headers
      .filter(({ name }) => name.toLowerCase() === 'set-cookie')
      .map(({ value }) => setCookieOf(value)),
    headers: headersOf(head.headers),
    content: contentOf(exchanges, exchange, head),
    redirectURL: headerValue(head, 'location'),
    headersSize: messages.headLengths.get(message),
    bodySize: messages.wireLengths.get(message) - messages.headLengths.get(message),
  };
}

/** How an archive says that there is none. */
const noResponse = {
  status: 0,
  statusText: '',
  httpVersion: '',
  cookies: [],
  headers: [],
  content: { size: 0, mimeType: 'x-unknown' },
  redirectURL: '',
  headersSize: -1,
  bodySize: -1,
};

function contentOf(exchanges: HttpExchanges, exchange: number, head: MessageHead): object {
  const { messages } = exchanges.table;
  const message = exchanges.messageOf(exchange, 'response');
  const { bytes } = exchanges.decoded(exchange, 'response')!;
  const kept = bytes.subarray(0, largestContent);
  const text = textOf(kept);
  const packed = messages.wireLengths.get(message) - messages.headLengths.get(message);
  return {
    size: bytes.length,
    ...(bytes.length > packed ? { compression: bytes.length - packed } : {}),
    mimeType: headerValue(head, 'content-type') || 'x-unknown',
    ...(kept.length === 0 ? {} : text === undefined ? { text: toBase64(kept), encoding: 'base64' } : { text }),
    ...(kept.length < bytes.length ? { comment: `Only the first ${kept.length} bytes are here.` } : {}),
  };
}

/** The text that bytes are in UTF-8, undefined where they are none. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function queryOf(url: string): object[] {
  const mark = url.indexOf('?');
  return mark < 0 ? [] : pairsOf(url.slice(mark + 1).replace(/#.*$/s, ''));
}

const maximumPairs = 10_000;

function pairsOf(text: string): { name: string; value: string }[] {
  return text
    .split('&', maximumPairs)
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const at = equals < 0 ? pair.length : equals;
      return { name: unescaped(pair.slice(0, at)), value: unescaped(pair.slice(at + 1)) };
    });
}

function unescaped(text: string): string {
  const plain = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

function cookiesOf(header: string): object[] {
  return header
    .split(';', maximumPairs)
    .filter((pair) => pair.trim() !== '')
    .map((pair) => cookiePair(pair));
}

function cookiePair(pair: string): { name: string; value: string } {
  const equals = pair.indexOf('=');
  const at = equals < 0 ? pair.length : equals;
  return { name: pair.slice(0, at).trim(), value: pair.slice(at + 1).trim() };
}

/** A Set-Cookie header. RFC 6265, section 4.1.1. */
function setCookieOf(header: string): object {
  const [first = '', ...attributes] = header.split(';', 100);
  const cookie: Record<string, string | boolean> = { ...cookiePair(first) };
  for (const attribute of attributes) {
    const { name, value } = cookiePair(attribute);
    const key = name.toLowerCase();
    if (key === 'path' || key === 'domain') cookie[key] = value;
    else if (key === 'httponly') cookie.httpOnly = true;
    else if (key === 'secure') cookie.secure = true;
    else if (key === 'samesite') cookie.sameSite = value;
    else if (key === 'expires' && !Number.isNaN(Date.parse(value))) cookie.expires = new Date(value).toISOString();
  }
  return cookie;
}

/** The URI that a request asks for. RFC 9112, sections 3.2 and 3.3. */
import { behindBreak, lineBreak, skipBlanks, spells, trimBlanks } from '../../../bytes/lines';
import { partsOf } from './start-line';

const utf8 = new TextDecoder('utf-8');

/**
 * The whole URI of the request whose head is `bytes[from, end)`, as far as there is one: absolute as it stands, or else put together with
 * the last Host header. Undefined without a host.
 */
export function fullUriIn(bytes: Uint8Array, from: number, end: number, scheme: string): string | undefined {
  const uri = uriIn(bytes, from, end);
  if (/^https?:\/\//i.test(uri) || spells(bytes, from, end, 'connect ')) return uri;
  const host = hostIn(bytes, from, end);
  return host === undefined ? undefined : `${scheme}://${host}${uri}`;
}

/** The URI as it stands in the first line. */
export function uriIn(bytes: Uint8Array, from: number, end: number): string {
  const found = lineBreak(bytes, from, end);
  const { second } = partsOf(bytes, from, found < 0 ? end : found);
  return utf8.decode(bytes.subarray(second[0], second[1]));
}

function hostIn(bytes: Uint8Array, from: number, end: number): string | undefined {
  let host: string | undefined;
  for (let line = from; line < end; ) {
    const found = lineBreak(bytes, line, end);
    const stop = found < 0 ? end : found;
    if (spells(bytes, line, stop, 'host:')) {
      const start = skipBlanks(bytes, line + 5, stop);
      host = utf8.decode(bytes.subarray(start, trimBlanks(bytes, start, stop)));
    }
    line = found < 0 ? end : Math.max(behindBreak(bytes, found, end), found + 1);
  }
  return host;
}

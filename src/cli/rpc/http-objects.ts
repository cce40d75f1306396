/** Bodies of HTTP messages as objects to export. */
import type { Session } from '../../engine/session';
import type { HttpObject } from '../../engine/streams/exchanges/export-objects';
import type { ExportedObject } from './exported-objects';
import type { LoadedCapture } from './loaded-capture';

/** Milliseconds of reading at once. */
const slice = 1000;

/** In the order of the packets that complete them. */
export function httpObjects({ session }: LoadedCapture): readonly ExportedObject[] {
  const { exchanges } = session;
  while (exchanges.advance(slice));
  exchanges.settle();
  return exchanges
    .objects(exchanges.ordered({ key: 'start', descending: false, text: '' }))
    .map((object) => exportedObject(session, object));
}

function exportedObject({ exchanges }: Session, { exchange, side, lastFrame }: HttpObject): ExportedObject {
  const detail = exchanges.detail(exchange);
  const { mediaType = '' } = detail[side] ?? {};
  const host = detail.request?.headers.find(({ name }) => name.toLowerCase() === 'host');
  const bytes = (): Uint8Array => exchanges.decoded(exchange, side)!.bytes;
  return {
    pkt: lastFrame,
    ...(host === undefined ? {} : { hostname: host.value }),
    ...(mediaType === '' ? {} : { type: mediaType }),
    filename: fileName(detail.row.url),
    get len() {
      return bytes().length;
    },
    bytes,
  };
}

/** The last part of a URL's path with the query behind it, `/` where there is none. */
function fileName(url: string): string {
  const [path, query] = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '').split(/(\?.*)/s, 2);
  const last = path.replace(/\/+$/, '').split('/').at(-1);
  return `${last === '' ? '/' : last}${query ?? ''}`;
}

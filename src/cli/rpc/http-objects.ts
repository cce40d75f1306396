/** The tap `eo:http` and the method `download`: bodies of HTTP messages, in the shapes of sharkd. */
import type { Session } from '../../engine/session';
import type { HttpObject } from '../../engine/streams/exchanges/export-objects';
import type { LoadedCapture } from './loaded-capture';
import { type Request, RpcError } from './request';

/** Milliseconds of reading at once. */
const slice = 1000;
const badRtpToken = -10001;

interface ListedObject {
  readonly pkt: number;
  readonly hostname?: string;
  readonly type?: string;
  readonly filename: string;
  readonly len: number;
}

/** What `info` names. */
export const objectTaps = [{ name: 'Export Object/HTTP', tap: 'eo:http' }];

/** Undefined for a protocol that has no objects here. */
export function objectTap({ session }: LoadedCapture, name: string): object | undefined {
  if (name !== 'http') return undefined;
  const objects = objectsOf(session).map((object, index) => {
    const { len, ...listed } = listedObject(session, object);
    return { ...listed, _download: `eo:http_${index}`, len };
  });
  return { tap: 'eo:http', type: 'eo', proto: 'HTTP', objects };
}

/** A token is what `eo:http` gave. sharkd answers with an empty object where it has nothing. @throws RpcError */
export function download({ session }: LoadedCapture, { token }: Request['params']): object {
  const wanted = String(token ?? '');
  if (wanted.startsWith('rtp:')) throw new RpcError(badRtpToken, `The RTP stream ${wanted} is not known`);
  if (wanted === 'ssl-secrets') return { file: 'keylog.txt', mime: 'text/plain', data: '' };
  const match = /^eo:http_(\d{1,9})$/.exec(wanted);
  const object = match === null ? undefined : objectsOf(session)[Number(match[1])];
  if (object === undefined) return {};
  const { filename, type } = listedObject(session, object);
  const { bytes } = session.exchanges.decoded(object.exchange, object.side)!;
  return {
    file: filename,
    mime: type ?? 'application/octet-stream',
    data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64'),
  };
}

function objectsOf({ exchanges }: Session): readonly HttpObject[] {
  while (exchanges.advance(slice));
  exchanges.settle();
  return exchanges.objects(exchanges.ordered({ key: 'start', descending: false, text: '' }));
}

function listedObject({ exchanges }: Session, { exchange, side, lastFrame }: HttpObject): ListedObject {
  const detail = exchanges.detail(exchange);
  const { mediaType = '' } = detail[side] ?? {};
  const host = detail.request?.headers.find(({ name }) => name.toLowerCase() === 'host');
  return {
    pkt: lastFrame,
    ...(host === undefined ? {} : { hostname: host.value }),
    ...(mediaType === '' ? {} : { type: mediaType }),
    filename: fileName(detail.row.url),
    len: exchanges.decoded(exchange, side)!.bytes.length,
  };
}

/** The last part of a URL's path with the query behind it, `/` where there is none. */
function fileName(url: string): string {
  const [path, query] = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '').split(/(\?.*)/s, 2);
  const last = path.replace(/\/+$/, '').split('/').at(-1);
  return `${last === '' ? '/' : last}${query ?? ''}`;
}

/** The taps `eo:…` and the method `download`: what was transferred, in the shapes of sharkd. */
import { httpObjects } from './http-objects';
import type { LoadedCapture } from './loaded-capture';
import { mailObjects } from './mail-objects';
import { type Request, RpcError } from './request';

const badRtpToken = -10001;

/** Members are named as sharkd names them. */
export interface ExportedObject {
  /** The packet that completes it. */
  readonly pkt: number;
  readonly hostname?: string;
  readonly type?: string;
  readonly filename: string;
  readonly len: number;
  bytes(): Uint8Array;
}

interface ObjectKind {
  readonly title: string;
  objects(capture: LoadedCapture): readonly ExportedObject[];
}

const kinds: Readonly<Record<string, ObjectKind>> = {
  http: { title: 'HTTP', objects: httpObjects },
  imf: { title: 'IMF', objects: mailObjects },
};

/** What `info` names. */
export const objectTaps = Object.entries(kinds).map(([name, { title }]) => ({
  name: `Export Object/${title}`,
  tap: `eo:${name}`,
}));

/** Undefined for a protocol that has no objects here. */
export function objectTap(capture: LoadedCapture, name: string): object | undefined {
  if (!Object.hasOwn(kinds, name)) return undefined;
  const objects = kinds[name].objects(capture).map(({ pkt, hostname, type, filename, len }, index) => ({
    pkt,
    ...(hostname === undefined ? {} : { hostname }),
    ...(type === undefined ? {} : { type }),
    filename,
    _download: `eo:${name}_${index}`,
    len,
  }));
  return { tap: `eo:${name}`, type: 'eo', proto: kinds[name].title, objects };
}

/** A token is what a tap `eo:…` gave. sharkd answers with an empty object where it has nothing. @throws RpcError */
export function download(capture: LoadedCapture, { token }: Request['params']): object {
  const wanted = String(token ?? '');
  if (wanted.startsWith('rtp:')) throw new RpcError(badRtpToken, `The RTP stream ${wanted} is not known`);
  if (wanted === 'ssl-secrets') return { file: 'keylog.txt', mime: 'text/plain', data: '' };
  const [, name = '', index = ''] = /^eo:(\w+)_(\d{1,9})$/.exec(wanted) ?? [];
  const object = Object.hasOwn(kinds, name) ? kinds[name].objects(capture)[Number(index)] : undefined;
  if (object === undefined) return {};
  const bytes = object.bytes();
  return {
    file: object.filename,
    mime: object.type ?? 'application/octet-stream',
    data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64'),
  };
}

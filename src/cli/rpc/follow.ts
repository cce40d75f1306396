/** `follow`: the bytes of a stream, in the shape of sharkd 4.0. */
import type { FollowedStream, StreamKind } from '../../engine/session/streams';
import { chunksOf, hasBegun, startsWithSecond } from '../follow/chunks';
import type { LoadedCapture } from './loaded-capture';
import { type Request, RpcError } from './request';

const unknownFollower = -12001;
const badFilter = -12002;
const slice = 1000;

const kinds: Readonly<Record<string, StreamKind>> = { TCP: 'tcp', UDP: 'udp', HTTP: 'http', TLS: 'tls' };

/** What `info` names. */
export const followers = Object.keys(kinds).map((name) => ({ name: `Follow/${name}`, tap: `follow:${name}` }));

/** @throws RpcError */
export function follow(capture: LoadedCapture, params: Request['params']): object {
  const name = String(params.follow);
  if (!Object.hasOwn(kinds, name)) throw new RpcError(unknownFollower, `There is no follower ${name}`);
  const stream = streamOf(capture, kinds[name], String(params.filter));
  while (stream?.advance(slice));
  if (stream === undefined || !hasBegun(stream))
    return { shost: 'NONE', sport: '0', sbytes: 0, chost: 'NONE', cport: '0', cbytes: 0 };
  const swapped = startsWithSecond(stream);
  const client = stream.endpoint(swapped);
  const server = stream.endpoint(!swapped);
  const payloads = [...chunksOf(stream)].map(({ record, bytes }) => ({
    n: record.row + 1,
    d: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64'),
    ...(record.backward === swapped ? {} : { s: 1 }),
  }));
  const [first, second] = stream.source.records.bytes;
  return {
    shost: server.address,
    sport: String(server.port),
    // sharkd counts for each side the bytes that it was sent.
    sbytes: swapped ? second : first,
    chost: client.address,
    cport: String(client.port),
    cbytes: swapped ? first : second,
    ...(payloads.length === 0 ? {} : { payloads }),
  };
}

/** The stream that a filter names, or that its first packet belongs to. */
function streamOf(capture: LoadedCapture, kind: StreamKind, filter: string): FollowedStream | undefined {
  const { streams } = capture.session;
  const transport = kind === 'udp' ? 'udp' : 'tcp';
  const named = new RegExp(`^\\s*${transport}\\.stream\\s*(?:==|eq)\\s*(\\d+)\\s*$`).exec(filter);
  if (named !== null) return streams.open(kind, Number(named[1]));
  const view = capture.view(filter);
  if ('message' in view) throw new RpcError(badFilter, `Filter "${filter}" is invalid - ${view.message}`);
  const stream = view.count === 0 ? -1 : streams.streamOf(kind, view.frameAt(0));
  return stream < 0 ? undefined : streams.open(kind, stream);
}

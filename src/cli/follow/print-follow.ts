/** `-z follow`: prints one stream, as tshark lays it out. */
import type { Session } from '../../engine/session';
import type { FollowedStream, StreamRecord } from '../../engine/session/streams';
import { print } from '../output';
import { chunkText, yamlBinary } from './chunk-text';
import type { FollowRequest } from './request';

const ruler = '='.repeat(67);
const slice = 1000;

/** A record of the stream as tshark counts them: gaps are chunks of text, what the capture cut off is none. */
interface Chunk {
  readonly record: StreamRecord;
  readonly bytes: Uint8Array;
  /** Bytes of its direction before it. */
  readonly position: number;
}

export function printFollow(session: Session, request: FollowRequest): void {
  const stream =
    typeof request.stream === 'number'
      ? session.streams.open(request.kind, request.stream)
      : session.streams.openBetween(request.kind, request.stream);
  while (stream?.advance(slice));
  const begun = stream !== undefined && hasBegun(stream);
  if (request.form === 'yaml') printYaml(session, begun ? stream : undefined, request);
  else printText(begun ? stream : undefined, request);
}

/** TLS shows what was decrypted, and HTTP nothing but messages: a stream without any counts as empty. */
function hasBegun(stream: FollowedStream): boolean {
  if (stream.kind === 'tls') return false;
  const [first, second] = stream.source.packets;
  return stream.kind === 'http' ? stream.records > 0 : first + second > 0;
}

/** The first node is who sent the first packet; of HTTP, the first message. */
const startsWithSecond = (stream: FollowedStream): boolean => stream.kind === 'http' && stream.record(0).backward;

function printText(stream: FollowedStream | undefined, request: FollowRequest): void {
  const { kind, form, chunks } = request;
  print(`\n${ruler}\nFollow: ${kind},${form}\nFilter: ${filterOf(request)}\n`);
  print(`Node 0: ${nodeText(stream, 0)}\nNode 1: ${nodeText(stream, 1)}\n`);
  if (stream !== undefined && form !== 'yaml') {
    const swapped = startsWithSecond(stream);
    for (const { record, bytes, position } of chunksOf(stream, chunks))
      print(chunkText(form, bytes, record.backward !== swapped, position));
  }
  print(`${ruler}\n`);
}

function nodeText(stream: FollowedStream | undefined, node: 0 | 1): string {
  if (stream === undefined) return ':0';
  const { address, port } = stream.endpoint((node === 1) !== startsWithSecond(stream));
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function printYaml(session: Session, stream: FollowedStream | undefined, { chunks }: FollowRequest): void {
  const swapped = stream !== undefined && startsWithSecond(stream);
  print('peers:\n');
  for (const node of [0, 1]) {
    const end = stream?.endpoint((node === 1) !== swapped);
    print(`  - peer: ${node}\n    host: ${end?.address ?? ''}\n    port: ${end?.port ?? 0}\n`);
  }
  print('packets:\n');
  if (stream === undefined) return;
  for (const { record, bytes } of chunksOf(stream, chunks)) {
    const time = record.kind === 'missing' ? 0n : (session.time(record.row + 1) ?? 0n);
    const seconds = Number(time / 1_000_000_000n) + Number(time % 1_000_000_000n) / 1_000_000_000;
    print(
      `  - packet: ${record.row + 1}\n    peer: ${record.backward === swapped ? 0 : 1}\n` +
        `    timestamp: ${seconds.toFixed(9)}\n    data: !!binary |\n${yamlBinary(bytes)}`,
    );
  }
}

function* chunksOf(stream: FollowedStream, [first, last]: FollowRequest['chunks']): Generator<Chunk> {
  const positions: [number, number] = [0, 0];
  let number = 0;
  for (let index = 0; index < stream.records && number < last; index++) {
    const record = stream.record(index);
    if (record.kind === 'cut') continue;
    const length = record.kind === 'missing' ? missingText(record.length).length : record.length;
    const position = positions[record.backward ? 1 : 0];
    positions[record.backward ? 1 : 0] += length;
    number++;
    if (number < first) continue;
    const bytes = record.kind === 'missing' ? missingText(record.length) : stream.bytesOf(index);
    yield { record, bytes, position };
  }
}

/** The text that stands for missing bytes, with the NUL that tshark counts to it. */
const missingText = (count: number): Uint8Array => Buffer.from(`[${count} bytes missing in capture file]\0`, 'latin1');

function filterOf({ kind, stream }: FollowRequest): string {
  const transport = kind === 'udp' ? 'udp' : 'tcp';
  if (typeof stream === 'number') return `${transport}.stream eq ${stream}`;
  const network = stream.addresses[0].length === 16 ? 'ipv6' : 'ip';
  const half = (from: 0 | 1, to: 0 | 1): string =>
    `((${network}.src eq ${stream.texts[from]} and ${transport}.srcport eq ${stream.ports[from]}) and ` +
    `(${network}.dst eq ${stream.texts[to]} and ${transport}.dstport eq ${stream.ports[to]}))`;
  return `${half(0, 1)} or ${half(1, 0)}`;
}

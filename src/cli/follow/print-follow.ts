/** `-z follow`: prints one stream, as tshark lays it out. */
import type { Session } from '../../engine/session';
import type { FollowedStream } from '../../engine/session/streams';
import { isTerminal, print } from '../output';
import { chunkText, yamlBinary } from './chunk-text';
import { chunksOf, hasBegun, startsWithSecond } from './chunks';
import type { FollowRequest } from './request';

const ruler = '='.repeat(67);
const slice = 1000;

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

function printText(stream: FollowedStream | undefined, request: FollowRequest): void {
  const { kind, form, chunks } = request;
  print(`\n${ruler}\nFollow: ${kind},${form}\nFilter: ${filterOf(request)}\n`);
  print(`Node 0: ${nodeText(stream, 0)}\nNode 1: ${nodeText(stream, 1)}\n`);
  if (stream !== undefined && form !== 'yaml') {
    const swapped = startsWithSecond(stream);
    for (const { record, bytes, position } of chunksOf(stream, chunks))
      print(chunkText(form, bytes, record.backward !== swapped, position, isTerminal));
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

function filterOf({ kind, stream }: FollowRequest): string {
  const transport = kind === 'udp' ? 'udp' : 'tcp';
  if (typeof stream === 'number') return `${transport}.stream eq ${stream}`;
  const network = stream.addresses[0].length === 16 ? 'ipv6' : 'ip';
  const half = (from: 0 | 1, to: 0 | 1): string =>
    `((${network}.src eq ${stream.texts[from]} and ${transport}.srcport eq ${stream.ports[from]}) and ` +
    `(${network}.dst eq ${stream.texts[to]} and ${transport}.dstport eq ${stream.ports[to]}))`;
  return `${half(0, 1)} or ${half(1, 0)}`;
}

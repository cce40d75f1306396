/** Tells packets that a capture took more than once from such that were sent again: a copy has the same IP identification. RFC 6864. */
import { tcpAnalysis } from '../../declare/tcp-analysis';
import { ValueSink } from '../../decode/value-sink';
import { chunkBits, chunkLength, packetBit } from '../../index/packet-table';
import type { PacketSource } from '../packet-source';
import type { StreamFacts } from './stream-facts';

/** Packets that are decoded to find out. */
const maximumDecoded = 400;
/** A copy comes at most so many packets of the stream, and so many nanoseconds, behind the packet. */
const nearby = 64;
const longestDelay = 1_000_000_000n;
const flagsMask = 0xfff;
const analysisShift = 12;

export interface CopiedPackets {
  readonly frames: ReadonlySet<number>;
  /** The first copy, and the packet it is of. */
  readonly first: { readonly first: number; readonly copy: number } | undefined;
}

/** Looks at what seems to have been sent again. IPv6 has no identification, and 0 says nothing. */
export function copiedPackets(source: PacketSource, { retransmissions, rows }: StreamFacts): CopiedPackets {
  const frames = new Set<number>();
  let first: CopiedPackets['first'];
  if (retransmissions.count === 0) return { frames, first };
  const { table, catalogue } = source.index;
  const sink = new ValueSink(catalogue, [catalogue.field('ip.id')[0]]);
  let decoded = 0;
  const identification = (row: number): number => {
    decoded++;
    sink.reset();
    source.walk(row, sink, false);
    return Number(sink.values[0].at(-1)?.value ?? 0);
  };
  for (let index = 1; index < rows.length && decoded < maximumDecoded; index++) {
    const row = rows[index];
    const { tcp } = table.chunks[row >>> chunkBits];
    if (((tcp[row & (chunkLength - 1)] >>> analysisShift) & tcpAnalysis.retransmission) === 0) continue;
    for (let before = index - 1; before >= Math.max(0, index - nearby); before--) {
      const other = rows[before];
      if (table.timeOf(row) - table.timeOf(other) > longestDelay) break;
      if (!isAlike(source, row, other)) continue;
      const number = identification(row);
      if (number !== 0 && number === identification(other)) {
        frames.add(row + 1);
        first ??= { first: other + 1, copy: row + 1 };
      }
      break;
    }
  }
  return { frames, first };
}

/** Whether two packets are the same as far as the columns tell. */
function isAlike({ index: { table } }: PacketSource, row: number, other: number): boolean {
  const [one, two] = [row, other].map((number) => {
    const chunk = table.chunks[number >>> chunkBits];
    const at = number & (chunkLength - 1);
    return [
      chunk.sequence[at],
      chunk.acknowledgement[at],
      chunk.length[at],
      chunk.tcp[at] & flagsMask,
      chunk.flags[at] & packetBit.backward,
    ];
  });
  return one.every((value, key) => value === two[key]);
}

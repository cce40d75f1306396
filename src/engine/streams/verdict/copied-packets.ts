/** Tells packets that a capture took more than once from such that were sent again: a copy has the same IP identification. RFC 6864. */
import { sentAgain } from '../../declare/tcp-analysis';
import { ValueSink } from '../../decode/value-sink';
import type { PacketTable } from '../../index/packet-table';
import type { PacketSource } from '../packet-source';
import { type StreamFacts, watchedPacket } from './stream-facts';

/** Packets that are decoded to find out. */
const maximumDecoded = 400;
/** A copy comes at most so many packets of the stream, and so many nanoseconds, behind the packet. */
const nearby = 64;
const longestDelay = 1_000_000_000n;
/** Packets looked at between two steps. */
const stride = 4096;

export interface CopiedPackets {
  readonly frames: ReadonlySet<number>;
  /** The first copy, and the packet it is of. */
  readonly first: { readonly first: number; readonly copy: number } | undefined;
}

/** Looks at what seems to have been sent again, in steps. IPv6 has no identification, and 0 says nothing. */
export function* copiedPackets(
  source: PacketSource,
  { retransmissions, rows }: StreamFacts,
): Generator<void, CopiedPackets> {
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
    if (index % stride === 0) yield;
    const row = rows[index];
    if ((watchedPacket(table, row, 0n).analysis & sentAgain) === 0) continue;
    for (let before = index - 1; before >= Math.max(0, index - nearby); before--) {
      const other = rows[before];
      if (table.timeOf(row) - table.timeOf(other) > longestDelay) break;
      if (!isAlike(table, row, other)) continue;
      yield;
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
function isAlike(table: PacketTable, row: number, other: number): boolean {
  if (table.sequenceOf(row) !== table.sequenceOf(other)) return false;
  if (table.acknowledgementOf(row) !== table.acknowledgementOf(other)) return false;
  const [one, two] = [watchedPacket(table, row, 0n), watchedPacket(table, other, 0n)];
  return one.length === two.length && one.flags === two.flags && one.side === two.side;
}

/** What the graphs of a TCP stream are drawn from: one point a segment, from the columns alone. */
import { TcpFacts } from '../declare/dissection';
import { conversationKind } from '../declare/memory';
import { tcpFlag } from '../declare/tcp-analysis';
import type { CaptureIndex } from '../index/index-pass';
import { chunkBits, chunkLength, packetBit } from '../index/packet-table';
import type { TcpPoints } from '../view';

/** Most points of one answer: well under a megabyte. */
export const maximumPoints = 16_384;

/**
 * The segments of a TCP stream from a row (counted from 0) on, at most `maximumPoints` of them.
 * Undefined when there is no stream of this number.
 */
export function tcpPoints(index: CaptureIndex, stream: number, fromRow: number): TcpPoints | undefined {
  const { table, memory } = index;
  const conversation = memory.conversations.rowOf(conversationKind.tcp, stream);
  if (conversation < 0) return undefined;
  const first = memory.conversations.firstFrameOf(conversation) - 1;
  const start = table.timeOf(first);
  const points = new PointColumns();
  const facts = new TcpFacts();
  let row = Math.max(first, fromRow);
  for (; row < table.count && points.count < maximumPoints; row++) {
    const chunk = table.chunks[row >>> chunkBits];
    const at = row & (chunkLength - 1);
    if (chunk.conversation[at] !== conversation || (chunk.flags[at] & packetBit.tcp) === 0) continue;
    const forward = (chunk.flags[at] & packetBit.backward) === 0;
    facts.hasLength = true;
    memory.tcp.streams.recall(stream, forward, facts, row + 1);
    const details = memory.tcpHistory?.detailsOf(conversation, row + 1);
    const flags = chunk.tcp[at] & 0xfff;
    const scaled = facts.windowShift > 0 && (flags & tcpFlag.syn) === 0 ? 2 ** facts.windowShift : 1;
    points.add({
      frame: row + 1,
      time: Number(table.timeOf(row) - start) / 1e9,
      backward: forward ? 0 : 1,
      flags,
      analysis: chunk.tcp[at] >>> 12,
      sequence: (chunk.sequence[at] - facts.sequenceBase) >>> 0,
      length: chunk.length[at],
      acknowledgement: (flags & tcpFlag.ack) === 0 ? 0 : (chunk.acknowledgement[at] - facts.acknowledgementBase) >>> 0,
      window: chunk.window[at] * scaled,
      roundTrip: details === undefined || details.acknowledgedFrame === 0 ? 0 : Number(details.acknowledgedAfter) / 1e9,
      inFlight: details?.bytesInFlight ?? 0,
    });
  }
  return points.finish(row < table.count ? row : undefined);
}

type Point = Readonly<Record<keyof Omit<TcpPoints, 'count' | 'nextRow'>, number>>;

class PointColumns {
  count = 0;
  private readonly columns = {
    frame: new Uint32Array(maximumPoints),
    time: new Float64Array(maximumPoints),
    backward: new Uint8Array(maximumPoints),
    flags: new Uint16Array(maximumPoints),
    analysis: new Uint32Array(maximumPoints),
    sequence: new Uint32Array(maximumPoints),
    length: new Uint32Array(maximumPoints),
    acknowledgement: new Uint32Array(maximumPoints),
    window: new Uint32Array(maximumPoints),
    roundTrip: new Float64Array(maximumPoints),
    inFlight: new Uint32Array(maximumPoints),
  };

  add(point: Point): void {
    const at = this.count++;
    for (const key of keys) this.columns[key][at] = point[key];
  }

  /** The columns cut to what was added. */
  finish(nextRow: number | undefined): TcpPoints {
    const cut = Object.fromEntries(keys.map((key) => [key, this.columns[key].slice(0, this.count)]));
    return { ...(cut as unknown as PointColumns['columns']), count: this.count, nextRow };
  }
}

const keys = [
  'frame',
  'time',
  'backward',
  'flags',
  'analysis',
  'sequence',
  'length',
  'acknowledgement',
  'window',
  'roundTrip',
  'inFlight',
] as const;

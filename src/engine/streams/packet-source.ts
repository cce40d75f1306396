/** Where streams get their packets from: the index, and a way to decode single packets again. */
import type { Dissection } from '../declare/dissection';
import type { Layer } from '../declare/layer';
import { QuietSink } from '../declare/quiet-sink';
import type { Sink } from '../declare/sink';
import type { CaptureIndex } from '../index/index-pass';
import { manyStacks } from '../index/stack-columns';

export interface PacketSource {
  readonly index: CaptureIndex;
  /** Walks a row (from 0), so many layers of it at most. */
  walk(row: number, sink: Sink | undefined, wantsInfo: boolean, layers?: number): Dissection;
}

const nothing = new Uint8Array(0);

/** The payload of a TCP segment as captured: `bytes[start, start + available)`. It holds until the next read. */
export class SegmentPayloads extends QuietSink {
  bytes: Uint8Array = nothing;
  start = 0;
  /** Captured bytes, at most the segment's length. */
  available = 0;
  /** The segment's length in bytes by its headers. */
  length = 0;
  private readonly depths: number[] = [];
  private row = -1;

  /** The source must not be used for anything else: the row read last is not read again. */
  constructor(private readonly source: PacketSource) {
    super();
  }

  /** Finds the payload of a row's innermost TCP segment; empty where it has none. */
  read(row: number): void {
    if (row === this.row) return;
    this.row = row;
    this.bytes = nothing;
    this.start = this.available = this.length = 0;
    const { tcp } = this.source.walk(row, this, false, this.depthOf(row));
    this.length = tcp.present ? tcp.length : 0;
    this.available = Math.min(this.available, this.length);
  }

  /** Layers down to the last TCP of a row's stack. */
  private depthOf(row: number): number {
    const { table, stackColumns, stacks } = this.source.index;
    const number = table.stackOf(row);
    if (number === manyStacks) return Number.POSITIVE_INFINITY;
    this.depths[number] ??= stacks.protocols(stackColumns.stacks[number]).findLastIndex(({ id }) => id === 'tcp') + 1;
    return this.depths[number] === 0 ? Number.POSITIVE_INFINITY : this.depths[number];
  }

  override enter(layer: Layer): boolean {
    if (layer.protocol.id !== 'tcp' || layer.dissection.quoting > 0) return false;
    this.bytes = layer.bytes;
    this.start = Math.min(layer.end, layer.start + headerLength(layer));
    this.available = layer.end - this.start;
    return false;
  }
}

/** Length of a TCP header in bytes, from its Data Offset. RFC 9293, section 3.1. */
function headerLength({ bytes, start, end }: Layer): number {
  return start + 12 < end ? Math.max(20, (bytes[start + 12] >> 4) * 4) : 0;
}

/** Walks packets of an indexed capture again, one at a time, from the bytes in the file. */
import type { PacketWindow } from '../capture-file/packet-window';
import { type DecodeSettings, Dissection, type FrameContext } from '../declare/dissection';
import type { Sink } from '../declare/sink';
import type { CaptureIndex } from '../index/index-pass';
import { packetBit } from '../index/packet-table';

const noBytes = new Uint8Array(0);

/** Each walker has a window into the file and a dissection of its own, so that passes over the file do not disturb one another. */
export class PacketWalker {
  readonly dissection: Dissection;
  private readonly window: PacketWindow;

  constructor(
    readonly index: CaptureIndex,
    settings: DecodeSettings,
    /** The clock, for work that runs in slices. */
    readonly now: () => number,
    context?: FrameContext,
    windowSize?: number,
  ) {
    this.window = index.file.openWindow(windowSize);
    this.dissection = new Dissection(index.memory, index.stacks, settings, context);
    this.dissection.inflate = (bytes, coding, limit) => index.host.inflate(bytes, coding, limit);
  }

  /**
   * Walks the packet of a row (from 0), so many layers of it at most. What it found stands in `dissection` and in the sink.
   */
  walk(row: number, sink: Sink | undefined, wantsInfo: boolean, layers = Number.POSITIVE_INFINITY): void {
    const { table } = this.index;
    const { dissection } = this;
    const captured = table.capturedOf(row);
    const time = table.rawTimeOf(row);
    const source = table.sourceOf(row);
    const start = this.window.locate(table.placeOf(row), captured);
    dissection.frame = row + 1;
    dissection.seconds = time.seconds;
    dissection.nanoseconds = time.nanoseconds;
    dissection.hasTime = !table.has(row, packetBit.noTime);
    // A file that has shrunk under us no longer has the bytes: the packet is shown empty, not wrong.
    dissection.capturedLength = start < 0 ? 0 : captured;
    dissection.originalLength = table.originalOf(row);
    dissection.linkType = source.linkType;
    dissection.interfaceIndex = source.interfaceIndex;
    dissection.frameStart = Math.max(start, 0);
    dissection.sink = sink;
    dissection.wantsInfo = wantsInfo;
    dissection.layerLimit = layers;
    this.index.nearby = this.window;
    dissection.walk(this.index.catalogue.require('frame'), start < 0 ? noBytes : this.window.bytes);
    this.index.nearby = undefined;
    dissection.sink = undefined;
    dissection.wantsInfo = false;
    dissection.layerLimit = Number.POSITIVE_INFINITY;
  }

  /** Where the captured bytes of a row are in memory, until the next walk. */
  frame(row: number): { readonly bytes: Uint8Array; readonly start: number; readonly length: number } {
    const { table } = this.index;
    const length = table.capturedOf(row);
    const start = this.window.locate(table.placeOf(row), length);
    return start < 0 ? { bytes: noBytes, start: 0, length: 0 } : { bytes: this.window.bytes, start, length };
  }

  /** The captured bytes of a row: a view that the next walk may overwrite. */
  bytesOf(row: number): Uint8Array {
    const { bytes, start, length } = this.frame(row);
    return bytes.subarray(start, start + length);
  }
}

/** Lists what is remarkable in the packets of a view, one by one. */
import type { FilterSource } from '../filter/compiled-filter';
import { packetBit } from '../index/packet-table';
import type { FrameNumber, PacketView } from '../view';
import { type ExpertRemark, ExpertSink } from './expert-messages';

export interface PlacedRemark extends ExpertRemark {
  readonly frame: FrameNumber;
}

/** Remarks beyond which no more are listed. */
const maximumRemarks = 1_000_000;
/** Packets between two looks at the clock. */
const stride = 64;

export class ExpertListing {
  readonly remarks: PlacedRemark[] = [];
  private listed = 0;
  private frame = 0;
  private readonly sink: ExpertSink;

  constructor(
    private readonly view: PacketView,
    private readonly source: FilterSource,
    private readonly now: () => number,
  ) {
    this.sink = new ExpertSink(source, (remark) => this.remarks.push({ ...remark, frame: this.frame }));
  }

  /** Goes on for about so many milliseconds. True while there is more. */
  advance(milliseconds: number): boolean {
    const deadline = this.now() + milliseconds;
    const { table } = this.source.index;
    while (this.listed < this.view.count && this.remarks.length < maximumRemarks) {
      this.frame = this.view.frameAt(this.listed++);
      if (!table.has(this.frame - 1, packetBit.ignored)) this.source.walk(this.frame - 1, this.sink, false);
      if (this.listed % stride === 0 && this.now() >= deadline) return this.listed < this.view.count;
    }
    return false;
  }
}

/** Lists what is remarkable in the packets of a view, one by one. */
import type { FilterSource } from '../filter/compiled-filter';
import type { FrameNumber, PacketView } from '../view';
import { type ExpertRemark, ExpertWalk } from './expert-messages';

export interface PlacedRemark extends ExpertRemark {
  readonly frame: FrameNumber;
}

/** Remarks beyond which no more are listed. */
const maximumRemarks = 1_000_000;

export class ExpertListing {
  readonly remarks: PlacedRemark[] = [];
  private readonly walk: ExpertWalk;

  constructor(view: PacketView, source: FilterSource, now: () => number) {
    this.walk = new ExpertWalk(view, source, now, (remark, frame) => this.remarks.push({ ...remark, frame }));
  }

  /** Goes on for about so many milliseconds. True while there is more. */
  advance(milliseconds: number): boolean {
    return this.walk.advance(milliseconds, () => this.remarks.length < maximumRemarks);
  }
}

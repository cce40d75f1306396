/** What the user says of packets: marked, left out, commented, times count from here. It outlives a reading of the packets. */
import { packetBit } from '../index/packet-table';
import type { Session } from '../session';
import type { FrameNumber } from '../view';
import type { CaptureReading } from './capture-reading';

export class PacketMarks {
  /** Rows (from 0) that are left out of every analysis. */
  readonly ignored = new Set<number>();
  private marked = 0;
  private commented = 0;
  /** Rows whose comments have been counted. */
  private counted = 0;

  constructor(private readonly reading: () => CaptureReading) {}

  mark(numbers: readonly FrameNumber[], on: boolean): void {
    const { table } = this.reading();
    for (const number of numbers) {
      if (table.has(number - 1, packetBit.marked) === on) continue;
      table.setFlag(number - 1, packetBit.marked, on);
      this.marked += on ? 1 : -1;
    }
  }

  /** Shows packets as left out at once; what follows from it comes with another reading. */
  ignore(numbers: readonly FrameNumber[], on: boolean): void {
    const { table } = this.reading();
    for (const number of numbers) {
      table.setFlag(number - 1, packetBit.ignored, on);
      if (on) this.ignored.add(number - 1);
      else this.ignored.delete(number - 1);
    }
  }

  setTimeReference(number: FrameNumber, on: boolean): void {
    this.reading().context.setTimeReference(number, on);
  }

  comments(number: FrameNumber): readonly string[] {
    return this.reading().context.comments(number);
  }

  setComments(number: FrameNumber, comments: readonly string[]): void {
    const { table, context } = this.reading();
    this.countComments();
    const before = table.has(number - 1, packetBit.commented);
    context.changedComments.set(number, comments);
    table.setFlag(number - 1, packetBit.commented, comments.length > 0);
    this.commented += Number(comments.length > 0) - Number(before);
  }

  counts(): ReturnType<Session['counts']> {
    return {
      marked: this.marked,
      ignored: this.ignored.size,
      timeReferences: this.reading().context.timeReferenceFrames.length,
      commented: this.countComments(),
    };
  }

  private countComments(): number {
    const { table } = this.reading();
    for (; this.counted < table.count; this.counted++)
      if (table.has(this.counted, packetBit.commented)) this.commented++;
    return this.commented;
  }
}

/** Gives a new reading of the same packets the marks that an earlier one had. */
export function carryMarks(from: CaptureReading, to: CaptureReading): void {
  const rows = Math.min(from.table.count, to.table.count);
  const carried = packetBit.marked | packetBit.timeReference;
  for (let row = 0; row < rows; row++)
    if (from.table.has(row, carried))
      for (const bit of [packetBit.marked, packetBit.timeReference])
        to.table.setFlag(row, bit, from.table.has(row, bit));
  to.context.takeOver(from.context);
  for (const [number, comments] of to.context.changedComments)
    to.table.setFlag(number - 1, packetBit.commented, comments.length > 0);
}

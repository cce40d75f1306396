/** Decides in the first pass what becomes of each segment's payload. The rules are those of Wireshark with its default preferences. */

import type { Located } from '../capture-file/packet-window';
import { oneMoreSegment, untilEnd } from '../declare/layer';
import { tcpAnalysis, tcpFlag } from '../declare/tcp-analysis';
import type { PayloadDecoder, Segment } from './payload-decoder';
import { noPdu, type StepKind, StepList, stepKind } from './payload-steps';
import { type Pdus, pduFlag } from './pdus';
import { PendingPdus } from './pending-pdus';
import type { PendingWhole } from './pending-whole';

/** How often one segment may be tried anew before its PDU is given up. */
const maximumTries = 64;
/** What protocols recognise themselves by lies within so many bytes of a PDU: they are there even if nobody asked for them. */
const recognisable = 64;
/** The length of a PDU that reaches to the stream's end: what lies farther ahead counts as behind. */
const unknownLength = 0x4000_0000;
/** An incomplete PDU of which one segment brings more than this is not put together. */
const maximumBeginning = 1024 * 1024;

export class PayloadLearner {
  readonly pending: PendingPdus;
  /** What was done with the segment at hand. */
  readonly steps = new StepList();
  /** Directions in which a PDU reaches to the stream's end. */
  private readonly endless = new Set<number>();
  /** Sequence numbers of the next byte to look at, and of the byte behind the segment. */
  private sequence = 0;
  private next = 0;
  private offset = 0;

  constructor(
    private readonly pdus: Pdus,
    private readonly decoder: PayloadDecoder,
    private readonly readFrame: (frame: number) => Located | undefined,
  ) {
    this.pending = new PendingPdus(pdus);
  }

  /** Walks the segment and leaves in `steps` what was done. */
  learn(segment: Segment): void {
    const { tcp } = segment.dissection;
    const { at, end } = segment;
    this.steps.clear();
    this.offset = at;
    this.sequence = (tcp.sequence + ((tcp.flags & tcpFlag.syn) !== 0 ? 1 : 0)) | 0;
    this.next = (this.sequence + end - at) | 0;
    if ((tcp.flags & tcpFlag.fin) !== 0 && this.endless.size > 0 && this.completeAtEnd(segment)) return;
    let goesOn = true;
    for (let tries = 0; goesOn && this.offset < end; tries++) {
      const row = this.pdus.find(segment.direction, this.sequence);
      if (this.isRepeated(segment, row)) {
        this.take(segment, stepKind.repeated);
        return;
      }
      const continues = row >= 0 && ((this.pdus.endOf(row) - this.sequence) | 0) > 0;
      goesOn = continues ? this.continue(segment, row, tries) : this.begin(segment);
    }
  }

  /** Whether the segment was handed on before, alone or as a part of a PDU. */
  private isRepeated({ dissection }: Segment, row: number): boolean {
    const { pdus, sequence } = this;
    if (row >= 0) {
      const end = pdus.endOf(row);
      const begins = pdus.sequenceOf(row) === sequence;
      if (begins && ((end - this.next) | 0) >= 0 && pdus.lastFrameOf(row) !== dissection.frame) return true;
      if (pdus.has(row, pduFlag.complete) && ((end - sequence) | 0) > 0) return true;
    }
    const again = tcpAnalysis.retransmission | tcpAnalysis.spuriousRetransmission;
    return (dissection.tcp.analysis & again) !== 0;
  }

  /** No unfinished PDU goes on here: the application protocol sees the segment as it is. */
  private begin(segment: Segment): boolean {
    const { decoder, offset } = this;
    const { layer, dissection } = segment;
    const { start } = layer;
    dissection.handPayload(layer.bytes, start + offset, this.sequence);
    decoder.walkSegment(segment, offset, true);
    const wanted = decoder.unfinishedFrom(segment, layer.bytes, start + offset, start + segment.end);
    if (wanted < 0) {
      // Alone it is what happens to most segments: nothing is written down for them.
      if (this.steps.length > 0) this.take(segment, stepKind.direct);
      return false;
    }
    const from = wanted - start;
    const begins = (this.sequence + from - offset) | 0;
    const row = ((this.next - begins) | 0) <= maximumBeginning ? this.open(segment, begins, from) : noPdu;
    if (from === offset) {
      decoder.leaveToTcp(segment);
      decoder.takeBack(segment);
      this.take(segment, stepKind.attempt, row, dissection.stack);
      return false;
    }
    this.take(segment, stepKind.direct);
    this.offset = from;
    this.take(segment, stepKind.data, row);
    return false;
  }

  /** Adds the segment to the PDU that goes on here. Returns whether more of the segment is to be looked at. */
  private continue(segment: Segment, row: number, tries: number): boolean {
    const { pdus, sequence, next, offset } = this;
    const { dissection } = segment;
    pdus.setLastFrame(row, dissection.frame);
    const entire = pdus.has(row, pduFlag.entireSegment);
    const wanted = (pdus.endOf(row) - sequence) | 0;
    const used = entire ? segment.end - offset : Math.min(segment.end - offset, wanted);
    const pending = this.pending.get(row);
    if (pending === undefined) {
      this.take(segment, stepKind.data, row);
      return this.follow(segment, used);
    }
    const begins = (sequence - pdus.sequenceOf(row)) | 0;
    if (((next - pdus.endOf(row)) | 0) >= 0) pending.total = begins + used;
    this.addBytes(segment, pending, offset, begins, used);
    const givenUp = this.pending.get(row) === undefined;
    if (givenUp || !pending.isWhole || tries >= maximumTries) {
      if (tries >= maximumTries) this.pending.giveUp(pending);
      this.take(segment, stepKind.data, row);
      return this.follow(segment, wanted < segment.end - offset && !entire ? wanted : segment.end - offset);
    }
    if (entire) {
      pdus.setFlag(row, pduFlag.entireSegment, false);
      if (((pdus.endOf(row) - next) | 0) < 0) pdus.setEnd(row, next);
    }
    return this.complete(segment, pending, used);
  }

  /** The PDU seems whole: the application protocol decides. */
  private complete(segment: Segment, pending: PendingWhole, used: number): boolean {
    const { decoder, pdus } = this;
    const { row, total } = pending;
    const whole = pending.look(total);
    segment.dissection.handPayload(whole, 0, pdus.sequenceOf(row));
    decoder.walkWhole(segment, whole, total, true, pending.resume);
    const from = decoder.unfinishedFrom(segment, whole, 0, total);
    if (from >= 0 && pending.isLimited && !this.restore(pending)) {
      this.take(segment, stepKind.data, row);
      return this.follow(segment, used);
    }
    if (from === 0) {
      decoder.leaveToTcp(segment);
      decoder.takeBack(segment);
      this.take(segment, stepKind.attempt, row, segment.dissection.stack);
      this.extend(segment, row, (this.sequence + used) | 0);
      pending.total = -1;
      pending.resume = segment.dissection.desegmentResume;
      this.advance(used);
      return true;
    }
    if (pending.filled > total) pending.truncate(total);
    if (from > 0 && from <= total - used) this.splitOff(segment, pending, from, used);
    else pdus.finish(row, segment.dissection.frame, pending);
    this.take(segment, stepKind.complete, row);
    this.pending.close(pending);
    if (from > total - used) {
      const begins = (pdus.sequenceOf(row) + from) | 0;
      this.advance(used - (total - from));
      this.take(segment, stepKind.data, this.open(segment, begins, this.offset));
      return false;
    }
    const ahead = (pdus.endOf(row) - this.sequence) | 0;
    return ahead > 0 && ahead < segment.end - this.offset && from < 0 && this.follow(segment, ahead);
  }

  /** Reads the bytes that were left out of a PDU: the protocol wants to look at them after all. Gives it up where they cannot be had. */
  private restore(pending: PendingWhole): boolean {
    const bytes = this.pdus.pieces.pendingBytes(pending, this.readFrame);
    if (bytes === undefined) this.pending.giveUp(pending);
    else pending.complete(bytes);
    return bytes !== undefined;
  }

  /** The protocol took the PDU's first bytes, but what the segment at hand continues began before it. */
  private splitOff(segment: Segment, pending: PendingWhole, from: number, used: number): void {
    const { pdus } = this;
    const { dissection, direction } = segment;
    const begins = (pdus.sequenceOf(pending.row) + from) | 0;
    const reached = (this.sequence + used) | 0;
    const rest = pdus.open(direction, begins, reached, dissection.frame);
    this.pending.split(pending, from, rest).resume = dissection.desegmentResume;
    this.extend(segment, rest, reached);
    pdus.setEnd(pending.row, begins);
    pdus.finish(pending.row, dissection.frame, pending);
  }

  /** A FIN completes the PDU that reaches to the stream's end. */
  private completeAtEnd(segment: Segment): boolean {
    const { direction, dissection, at, end } = segment;
    if (!this.endless.delete(direction)) return false;
    const row = this.pdus.find(direction, this.sequence);
    const pending = row < 0 ? undefined : this.pending.get(row);
    if (pending === undefined) return false;
    const begins = (this.sequence - this.pdus.sequenceOf(row)) | 0;
    pending.total = begins + end - at;
    if (end > at) this.addBytes(segment, pending, at, begins, end - at);
    if (this.pending.get(row) === undefined || !pending.isWhole) return false;
    this.pdus.setEnd(row, this.next);
    pending.truncate(pending.total);
    if (end === at) pending.addEmpty(dissection.frame);
    const whole = pending.look(pending.total);
    dissection.handPayload(whole, 0, this.pdus.sequenceOf(row));
    this.decoder.walkWhole(segment, whole, pending.total, false, pending.resume);
    this.pdus.finish(row, dissection.frame, pending);
    this.take(segment, stepKind.atEnd, row);
    this.pending.close(pending);
    return true;
  }

  /** Opens the PDU for whose rest the protocol asked. */
  private open(segment: Segment, begins: number, from: number): number {
    const { dissection, direction, end } = segment;
    const row = this.pdus.open(direction, begins, this.next, dissection.frame);
    this.extend(segment, row, this.next);
    const pending = this.pending.open(row);
    pending.resume = dissection.desegmentResume;
    pending.limit = Math.max(dissection.desegmentLooksAt, recognisable);
    if (end > from) this.addBytes(segment, pending, from, 0, end - from);
    return row;
  }

  /** Sets the end of a PDU that has come up to `reached`, from what the protocol asked for. */
  private extend({ dissection, direction }: Segment, row: number, reached: number): void {
    const { pdus } = this;
    const missing = dissection.desegmentLength;
    const end = pdus.endOf(row);
    const last = ((reached - end) | 0) > 0 ? reached : end;
    if (missing === oneMoreSegment) {
      pdus.setEnd(row, last + 1);
      pdus.setFlag(row, pduFlag.entireSegment);
    } else if (missing === untilEnd) {
      this.endless.add(direction);
      pdus.setEnd(row, pdus.sequenceOf(row) + unknownLength);
    } else pdus.setEnd(row, last + Math.min(missing, unknownLength));
  }

  private addBytes(
    { layer, dissection }: Segment,
    pending: PendingWhole,
    from: number,
    offset: number,
    length: number,
  ): void {
    const start = layer.start + from;
    const place = layer.bytes === dissection.frameBytes ? start - dissection.frameStart : -1;
    this.pending.add(pending, offset, layer.bytes, start, length, dissection.frame, place);
  }

  private take({ at }: Segment, kind: StepKind, pdu = 0, stack = 0): void {
    this.steps.add(kind, this.offset - at, pdu, stack);
  }

  /** Goes on behind `used` bytes, if there is more: the columns keep what they have. */
  private follow(segment: Segment, used: number): boolean {
    this.advance(used);
    if (this.offset >= segment.end) return false;
    this.decoder.fence(segment);
    return true;
  }

  private advance(used: number): void {
    this.offset += used;
    this.sequence = (this.sequence + used) | 0;
  }
}

/** Hands TCP payload to application protocols, put together where a PDU spans segments, the same way in every pass. */

import type { Located } from '../capture-file/packet-window';
import type { Dissection } from '../declare/dissection';
import type { Layer } from '../declare/layer';
import type { TcpReassemblyFields } from '../declare/memory';
import type { Protocol } from '../declare/protocol';
import { PayloadDecoder, Segment } from './payload-decoder';
import { PayloadLearner } from './payload-learner';
import { noPdu, PayloadSteps, type Step, stepKind } from './payload-steps';
import { Pdus, pduFlag } from './pdus';

/** What this needs of the memory that it is part of. */
export interface PayloadHost {
  applicationOf(dissection: Dissection): Protocol | undefined;
  /** Takes the place of this packet's next note, for `writeNote`. */
  reserveNote(dissection: Dissection): number;
  writeNote(dissection: Dissection, ordinal: number, value: number): void;
  readNote(dissection: Dissection): number;
  /** The bytes of a packet; undefined where they cannot be had. */
  readFrame(frame: number): Located | undefined;
}

export class TcpPayloads {
  private readonly pdus = new Pdus();
  private readonly steps = new PayloadSteps();
  private readonly decoder: PayloadDecoder;
  private readonly learner: PayloadLearner;
  private readonly segment = new Segment();
  /** The PDU put together last: the tree and the byte pane ask for the same one. */
  private lastRow = -1;
  private lastWhole: Uint8Array = new Uint8Array(0);

  constructor(private readonly host: PayloadHost) {
    this.decoder = new PayloadDecoder((dissection) => host.applicationOf(dissection));
    this.learner = new PayloadLearner(this.pdus, this.decoder, (frame) => host.readFrame(frame));
  }

  /** Hands on the payload that begins at `at` of a TCP layer. `serverPort` is where the stream's SYN went, 0 when unknown. */
  hand(layer: Layer, at: number, field: TcpReassemblyFields, serverPort: number): void {
    const { dissection } = layer;
    const { canDesegment, resume } = dissection;
    // A stream inside of a stream's payload is shown segment by segment.
    const nested = this.busy;
    const segment = nested ? new Segment() : this.segment;
    segment.layer = layer;
    segment.dissection = dissection;
    segment.field = field;
    segment.at = at;
    segment.end = layer.available;
    segment.direction = dissection.stream * 2 + (dissection.forward ? 0 : 1);
    segment.serverPort = serverPort;
    this.busy = true;
    try {
      // What is behind a cut could belong to anything, and quoted segments are none of the stream's.
      const alone = nested || dissection.quoting > 0 || layer.available < layer.reported;
      if (alone) this.walkAlone(segment);
      else this.walk(segment);
    } finally {
      this.busy = nested;
    }
    dissection.canDesegment = canDesegment;
    dissection.resume = resume;
    dissection.desegmentLength = 0;
  }
  private busy = false;

  private walkAlone(segment: Segment): void {
    if (segment.end > segment.at) this.decoder.walkSegment(segment, segment.at, false);
  }

  private walk(segment: Segment): void {
    const { dissection } = segment;
    const { host } = this;
    if (!dissection.learning) {
      this.repeat(segment, host.readNote(dissection));
      return;
    }
    const ordinal = host.reserveNote(dissection);
    this.learner.learn(segment);
    host.writeNote(dissection, ordinal, this.steps.write(this.learner.steps));
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.pdus.bytes + this.steps.bytes + this.learner.pending.held;
  }

  /** Does what the first pass did. */
  private repeat(segment: Segment, number: number): void {
    if (number === 0) {
      if (segment.end > segment.at) this.decoder.walkSegment(segment, segment.at, true);
      return;
    }
    const { decoder } = this;
    const { at, end } = segment;
    const steps = this.steps.read(number);
    steps.forEach((step, index) => {
      const before = steps[index - 1]?.kind;
      const afterWhole = before === stepKind.complete && step.kind !== stepKind.data;
      if (afterWhole || before === stepKind.data) decoder.fence(segment);
      const next = index + 1 < steps.length ? at + steps[index + 1].at : end;
      this.repeatStep(segment, step, at + step.at, next);
      if (index === 0 && (step.kind === stepKind.data || step.kind === stepKind.attempt)) decoder.note(segment);
    });
  }

  private repeatStep(segment: Segment, step: Step, from: number, to: number): void {
    const { decoder } = this;
    switch (step.kind) {
      case stepKind.direct:
        decoder.walkSegment(segment, from, true);
        return;
      case stepKind.attempt:
        segment.dissection.stack = step.stack;
        decoder.leaveToTcp(segment);
        this.showUnfinished(segment, step.pdu, from, to);
        return;
      case stepKind.data:
        this.showUnfinished(segment, step.pdu, from, to);
        return;
      case stepKind.repeated:
        decoder.showData(segment, from, to, true);
        return;
      case stepKind.complete:
      case stepKind.atEnd:
        this.repeatWhole(segment, step, from, to);
        return;
      default:
        step.kind satisfies never;
    }
  }

  private showUnfinished(segment: Segment, row: number, from: number, to: number): void {
    if (row !== noPdu) {
      this.decoder.showReassembledIn(segment, this.pdus.completeIn(row));
      if (this.pdus.has(row, pduFlag.abandoned))
        segment.layer.limited('Too many bytes of unfinished PDUs: this one is not put together', from, to - from);
    }
    this.decoder.showData(segment, from, to);
  }

  private repeatWhole(segment: Segment, step: Step, from: number, to: number): void {
    const { decoder, pdus } = this;
    decoder.showData(segment, from, to);
    const { sink, isNearlyFull } = segment.dissection;
    // The payload's own layers may be wanted in spite of it, where the stack does not tell of them.
    const opening = isNearlyFull && sink?.openings === true ? pdus.openingOf(step.pdu) : Number.POSITIVE_INFINITY;
    const whole = this.assemble(step.pdu, opening);
    if (whole === undefined) {
      segment.layer.limited('The packets that this PDU began in cannot be read');
      return;
    }
    sink?.assembled?.(whole.subarray(0, opening));
    decoder.showPieces(segment, pdus.piecesOf(step.pdu), whole);
    decoder.walkWhole(segment, whole, whole.length, step.kind === stepKind.complete, 0);
  }

  private assemble(row: number, opening: number): Uint8Array | undefined {
    if (row === this.lastRow) return this.lastWhole;
    const { pieces } = this.pdus;
    const whole = pieces.assemble(this.pdus.piecesOf(row), (frame) => this.host.readFrame(frame), opening);
    if (whole === undefined || opening < whole.length) return whole;
    this.lastRow = row;
    this.lastWhole = whole;
    return whole;
  }
}

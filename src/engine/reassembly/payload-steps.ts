/** What the first pass did with a segment's payload, written down as one number a packet, so that later passes do the same. */
import { U8Vector, U32Vector } from '../bytes/vector';

/** What is done with a stretch of payload. */
export const stepKind = {
  /** Goes to the application protocol. */
  direct: 0,
  /** Belongs to a PDU that ends later or began earlier. */
  data: 1,
  /** As `data`; the application protocol looked at it and could do nothing with it yet. */
  attempt: 2,
  /** Completes a PDU, which goes to the application protocol. */
  complete: 3,
  /** Was seen before, and is left alone. */
  repeated: 4,
  /** Completes a PDU that reaches to the stream's end. */
  atEnd: 5,
} as const;
export type StepKind = (typeof stepKind)[keyof typeof stepKind];

export interface Step {
  readonly kind: StepKind;
  /** Where it begins, in bytes from the payload's start. */
  readonly at: number;
  /** Row of the PDU, where it has one. */
  readonly pdu: number;
  /** Stack of layers behind an attempt. */
  readonly stack: number;
}

/** The steps of the packet at hand, in lists that are used again: only the first `length` places count. */
export class StepList {
  readonly kinds: StepKind[] = [];
  readonly places: number[] = [];
  readonly pdus: number[] = [];
  readonly stacks: number[] = [];
  length = 0;

  clear(): void {
    this.length = 0;
  }

  add(kind: StepKind, place: number, pdu: number, stack: number): void {
    const at = this.length++;
    this.kinds[at] = kind;
    this.places[at] = place;
    this.pdus[at] = pdu;
    this.stacks[at] = stack;
  }
}

const listKind = 7;
/** Rows of PDUs that a number has room for. */
const rows = 2 ** 28;
/** Stands for a PDU that was not put together. */
export const noPdu = rows - 1;

/** Several steps of one packet stand in rows here; a single one at the payload's start is its own number. */
export class PayloadSteps {
  private readonly kinds = new U8Vector();
  private readonly places = new U32Vector();
  private readonly rows = new U32Vector();
  private readonly stacks = new U32Vector();

  /** The number of a packet's steps; 0 stands for one direct step. */
  write({ kinds, places, pdus, stacks, length: count }: StepList): number {
    if (count === 0 || (count === 1 && kinds[0] === stepKind.direct)) return 0;
    if (count === 1 && places[0] === 0) return (stacks[0] * rows + pdus[0]) * 8 + kinds[0] + 1;
    const row = this.kinds.length;
    for (let i = 0; i < count; i++) {
      this.kinds.push(kinds[i] | (i === count - 1 ? lastStep : 0));
      this.places.push(places[i]);
      this.rows.push(pdus[i]);
      this.stacks.push(stacks[i]);
    }
    return row * 8 + listKind + 1;
  }

  read(number: number): Step[] {
    if (number === 0) return [{ kind: stepKind.direct, at: 0, pdu: 0, stack: 0 }];
    const kind = (number - 1) % 8;
    const rest = Math.floor((number - 1) / 8);
    if (kind !== listKind) return [{ kind: kind as StepKind, at: 0, pdu: rest % rows, stack: Math.floor(rest / rows) }];
    const steps: Step[] = [];
    for (let row = rest; row < this.kinds.length; row++) {
      const written = this.kinds.get(row);
      steps.push({
        kind: (written & ~lastStep) as StepKind,
        at: this.places.get(row),
        pdu: this.rows.get(row),
        stack: this.stacks.get(row),
      });
      if ((written & lastStep) !== 0) break;
    }
    return steps;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.kinds.bytes + this.places.bytes + this.rows.bytes + this.stacks.bytes;
  }
}

const lastStep = 0x80;

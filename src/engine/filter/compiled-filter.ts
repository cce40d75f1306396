/** What a display filter becomes: the fields it needs, the decision over one packet's values, and what columns can say before. */
import type { Dissection } from '../declare/dissection';
import type { Field, FieldValue } from '../declare/field';
import type { Sink } from '../declare/sink';
import type { Occurrence } from '../decode/value-sink';
import type { CaptureIndex } from '../index/index-pass';
import type { ByteSearch } from './byte-search';
import type { Warning } from './parse';

/** The values of one packet that a filter asks for. */
export interface PacketValues {
  /** Occurrences of a field that was named in `CompiledFilter.fields`, in packet order. */
  of(field: Field): readonly Occurrence[];
  /** Text of a standard column: the last part of `_ws.col.info`. */
  column(name: string): string;
  /** False where the bytes that values of these fields stand in, as they are, do not hold what is searched for. */
  mayHold?(fields: readonly Field[], search: ByteSearch): boolean;
}

/** What the selected packet holds, for field references `${ip.src}`; undefined while no packet is selected. */
export type FieldReference = (field: Field) => readonly Occurrence[] | undefined;

/** Whether a packet passes. */
export type Decision = (packet: PacketValues) => boolean;

/** Of each group at least one field must be in a packet for a test to hold. */
export type Needs = readonly (readonly Field[])[];

/** A question that a column may answer: do the values of a field (some of them, or all, and at least one) lie in a set? */
export interface ColumnQuestion {
  /** The fields of one name: several where protocols share it. */
  readonly fields: readonly Field[];
  /** The bits of the value that count. */
  readonly mask?: number;
  /** Nothing is asked of the values: the field has to be there. */
  readonly exists?: true;
  readonly all: boolean;
  accepts(value: FieldValue): boolean;
  /** The same set as ranges of whole numbers, both ends in it; absent for what is no number. */
  readonly intervals?: readonly Interval[];
}

export type Interval = readonly [low: bigint | number, high: bigint | number];

/** A filter as tests that are joined. */
export type Plan =
  | { readonly kind: 'and' | 'or' | 'xor'; readonly operands: readonly Plan[] }
  | { readonly kind: 'not'; readonly operand: Plan }
  | Leaf;

/** One test. Where something that it needs is missing it does not hold. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly decide: Decision;
  readonly needs: Needs;
  readonly question?: ColumnQuestion;
}

export interface CompiledFilter {
  readonly text: string;
  /** Fields whose values `matches` asks for. */
  readonly fields: readonly Field[];
  /** Whether `matches` asks for the text of the Info column. */
  readonly wantsInfo: boolean;
  /** Whether `matches` asks for texts of columns. */
  readonly wantsColumns: boolean;
  /** Warnings about deprecated forms, for a yellow filter bar. */
  readonly warnings: readonly Warning[];
  /** Undefined for the filter that lets everything through. */
  readonly plan: Plan | undefined;
  /** A pattern that takes too long does not match. */
  matches(values: PacketValues): boolean;
  /** Where in the filter as written a place of its text with all macros replaced is. */
  placeOf(start: number, end: number): { readonly start: number; readonly end: number };
}

/** Bytes of a packet: a view that holds until the next packet is looked at. */
export interface FrameView {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly length: number;
}

/** How a filter reads a capture. */
export interface FilterSource {
  readonly index: CaptureIndex;
  /**
   * Walks the packet of a row into a sink; what else it found is in the dissection that comes back. Walks `layers` layers at most,
   * counted as in `frame.protocols` with the frame.
   */
  walk(row: number, sink: Sink, wantsInfo: boolean, layers?: number): Dissection;
  /** The captured bytes of a row, which are not walked. */
  frame(row: number): FrameView;
  /** Text of a standard column after a walk. */
  column(name: string, dissection: Dissection): string;
  /** Whether times count from packets that were marked as time references. */
  hasTimeReferences(): boolean;
}

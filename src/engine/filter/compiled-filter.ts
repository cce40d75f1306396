/** What a display filter becomes: the fields it needs, and the decision over one packet's values. */
import type { Dissection } from '../declare/dissection';
import type { Field } from '../declare/field';
import type { Sink } from '../declare/sink';
import type { Occurrence } from '../decode/value-sink';
import type { CaptureIndex } from '../index/index-pass';

/** The values of one packet that a filter asks for. */
export interface PacketValues {
  /** Occurrences of a field that was named in `CompiledFilter.fields`, in packet order. */
  of(field: Field): readonly Occurrence[];
  /** Text of a standard column: the last part of `_ws.col.info`. */
  column(name: string): string;
  /** Whether a layer was marked malformed. */
  readonly malformed: boolean;
}

/** What the selected packet holds, for field references `${ip.src}`; undefined while no packet is selected. */
export type FieldReference = (field: Field) => readonly Occurrence[] | undefined;

export interface CompiledFilter {
  readonly text: string;
  /** Fields whose values `matches` asks for. */
  readonly fields: readonly Field[];
  /** Whether `matches` asks for the text of the Info column. */
  readonly wantsInfo: boolean;
  /** Warnings about deprecated forms, for a yellow filter bar. */
  readonly warnings: readonly { readonly message: string; readonly start: number; readonly end: number }[];
  matches(values: PacketValues): boolean;
}

/** How a filter reads a capture. */
export interface FilterSource {
  readonly index: CaptureIndex;
  /** Walks the packet of a row into a sink; what else it found is in the dissection that comes back. */
  walk(row: number, sink: Sink, wantsInfo: boolean): Dissection;
  /** Text of a standard column after a walk. */
  column(name: string, dissection: Dissection): string;
}

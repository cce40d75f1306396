/** Where the fields of a walked packet go: a tree for the eye, values for filters and columns, or nowhere in the index pass. */
import type { Field, FieldValue } from './field';
import type { Layer } from './layer';

/**
 * What is wrong with a layer. `truncated`: the capture cut it; `malformed`: a length goes beyond the end of its data, and the walk of
 * it ended there; `contradiction`: its bytes contradict themselves; `limit`: a bound of ours, or the end of a
 * fragment that nothing continues.
 */
export type IssueKind = 'truncated' | 'malformed' | 'contradiction' | 'limit';

export interface Sink {
  /** True when every line, its text and its place are wanted; false when only values are. */
  readonly tree: boolean;
  /** Whether fields of this layer's protocol other than header fields may be wanted. */
  enter(layer: Layer): boolean;
  /** Whether `add` would do something with a field; without it, all are wanted. */
  wants?(field: Field): boolean;
  leave(layer: Layer): void;
  /** Shows the header fields of the layer that lie within its bytes. */
  header(layer: Layer): void;
  /** One occurrence. `start` is an offset into `layer.bytes`; without a value it is read from there by the field's type. */
  add(layer: Layer, field: Field, start: number, length: number, value: FieldValue | undefined): void;
  /** A line of text that cannot be filtered on. */
  text(layer: Layer, start: number, length: number, text: string): void;
  /** Further lines stand below the last one, until `close`. */
  open(): void;
  /** Ends a subtree; with `end` (offset into `layer.bytes`) its head is as long as reaches there. */
  close(layer: Layer, end?: number): void;
  /** Replaces or continues the text of the last line, or of the layer's own. */
  retitle(text: string): void;
  append(text: string): void;
  /** Shows the last line even if lines of its field are hidden. */
  reveal?(): void;
  heading(layer: Layer, text: string): void;
  span(layer: Layer, length: number): void;
  issue(layer: Layer, kind: IssueKind, message: string, start: number, length: number): void;
  /** A message of the layer's own says that it contradicts itself. Told also where `enter` said no. See `FieldOptions.group`. */
  contradiction?(layer: Layer, start: number, length: number): void;
  /**
   * What the layer carries, as far as it was captured: `length` bytes of `bytes` from `start`. Told by layers that can be followed, also
   * where `enter` said no. True when nothing above is wanted: the walk of the layer then ends.
   */
  payload?(layer: Layer, bytes: Uint8Array, start: number, length: number): boolean;
  /** Whether nothing is wanted of a PDU's payload, so that its opening is enough. See `FieldOptions.opening`. */
  readonly openings?: boolean;
  /** A PDU that was put together from several segments, before it is walked: all of it, or its opening. */
  assembled?(bytes: Uint8Array): void;
}

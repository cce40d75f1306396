/** Ranges of bytes that are selected by hand: by dragging, or with Shift and the arrow keys. */
import { app, type ByteSelection } from '../state/app-state';
import { selectByte } from './selection';

/** Begins at a byte: the field that holds it is selected until the pointer moves on. */
export function beginBytes(buffer: number, offset: number): void {
  app.set({ byteSelection: undefined });
  selectByte(buffer, offset);
}

/** Selects from `anchor` to `head`, both included, as far as the buffer reaches. */
export function selectBytes(buffer: number, anchor: number, head: number): void {
  const length = app.get().detail?.buffers[buffer]?.length ?? 0;
  if (length === 0) return;
  const within = (offset: number): number => Math.max(0, Math.min(length - 1, offset));
  app.set({ byteSelection: { buffer, anchor: within(anchor), head: within(head) } });
}

/** Moves the end of the selection by so many bytes; it begins with the bytes of the selected line. */
export function extendBytes(buffer: number, by: number): void {
  const { byteSelection, detail, node } = app.get();
  if (byteSelection?.buffer === buffer) {
    selectBytes(buffer, byteSelection.anchor, byteSelection.head + by);
    return;
  }
  const line = detail?.nodes[node];
  const held = line && line.buffer === buffer && line.length > 0 ? line : { at: 0, length: 1 };
  const last = held.at + held.length - 1;
  selectBytes(buffer, by > 0 ? held.at : last, by > 0 ? last + by : held.at + by);
}

/** Bytes `[from, to)` of a selection. */
export function spanOf({ anchor, head }: ByteSelection): { readonly from: number; readonly to: number } {
  return { from: Math.min(anchor, head), to: Math.max(anchor, head) + 1 };
}

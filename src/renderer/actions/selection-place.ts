/** Where the selected packet stands when another filter is applied, and the way back to it when filters were only tried. */
import type { FrameNumber } from '../../shared/view';
import { askEngine } from '../bridge/engine-client';
import { app } from '../state/app-state';
import { moveTo, selectIndex } from './selection';

/** The packet that was selected before filters were tried while typing, and the one that took its place. */
let held: { readonly number: FrameNumber; placed: FrameNumber } | undefined;

export const selectionAnchor = {
  /** From now on the packet selected at this moment is the one to come back to. */
  hold(): void {
    const { selection } = app.get();
    if (selection && selection.number !== held?.placed) held = { number: selection.number, placed: selection.number };
  },
  release(): void {
    held = undefined;
  },
  /** The packet that should be selected; undefined when there is none. */
  number(): FrameNumber | undefined {
    const { selection } = app.get();
    return selection && held?.placed === selection.number ? held.number : selection?.number;
  },
};

/** Finds out where the selected packet stands in the view. When the filter hides it, the next packet that shows takes its place. */
export async function placeSelection(): Promise<void> {
  const { selection } = app.get();
  const wanted = selectionAnchor.number();
  if (!selection || wanted === undefined || !app.get().capture) return;
  const index = await askEngine('indexOf', { number: wanted });
  const there = index < (app.get().capture?.view.count ?? 0) && (await askEngine('frameAt', { index })) === wanted;
  if (app.get().selection?.number !== selection.number) return;
  const { view } = app.get().capture ?? {};
  if (there) {
    if (held) held.placed = wanted;
    moveTo(wanted, index);
  } else if (view?.done && view.count > 0) await placeNear(Math.min(index, view.count - 1));
  else moveTo(selection.number, -1);
}

/** Selects the packet at an index in place of one that is hidden. */
async function placeNear(index: number): Promise<void> {
  if (!held) {
    await selectIndex(index);
    return;
  }
  const number = await askEngine('frameAt', { index });
  held.placed = number;
  moveTo(number, index);
}

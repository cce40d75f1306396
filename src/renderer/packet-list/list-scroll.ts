/** Where the packet list stands: a position in rows times their height, with no element that tall. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react';
import { movedByHand } from '../actions/auto-scroll';
import { useApp } from '../state/app-state';
import { holds, newestHeld, wantRows } from '../state/row-cache';

export const rowHeight = 20;

export interface ListScroll {
  /** Distance of the top edge from the first row, in pixels, as it is drawn. */
  readonly top: number;
  /** Height of the rows on screen, in pixels. */
  readonly height: number;
  /** Rows to draw, `[from, to)`. */
  readonly from: number;
  readonly to: number;
  /** Moves to a distance from the first row. */
  readonly moveTo: (top: number) => void;
  /** As `moveTo`, because the user drags: lets go of the newest packet, or takes hold of it at the end. */
  readonly dragTo: (top: number) => void;
  /** As `dragTo`, from where the list stands. */
  readonly moveBy: (distance: number) => void;
}

/** Scrolling over `count` rows inside `body`. While rows are being fetched, those drawn before stay. */
export function useListScroll(body: RefObject<HTMLElement | null>, count: number): ListScroll {
  /** Where the list is to stand while it follows nothing; a reference, so that several turns of the wheel in one frame add up. */
  const place = useRef(0);
  const [, redraw] = useReducer((drawings: number) => drawings + 1, 0);
  const [height, setHeight] = useState(0);
  const drawn = useRef(0);
  useApp((state) => state.rowsVersion);

  useLayoutEffect(() => {
    const element = body.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [body]);

  const last = Math.max(0, count * rowHeight - height);
  const clamp = useCallback((top: number) => Math.max(0, Math.min(top, last)), [last]);
  const following = useApp((state) => state.autoScroll);
  const target = following ? last : clamp(place.current);
  const range = (top: number): [number, number] => [
    Math.floor(top / rowHeight),
    Math.min(count, Math.ceil((top + height) / rowHeight)),
  ];
  const [wantedFrom, wantedTo] = range(target);
  useEffect(() => wantRows(wantedFrom, wantedTo), [wantedFrom, wantedTo]);

  // Rows may come faster than they can be fetched: a list that follows goes on through those that are there.
  const arrived = following ? newestHeld(Math.ceil(height / rowHeight) + 1) : undefined;
  const before = clamp(Math.max(drawn.current, (arrived ?? 0) * rowHeight - height));
  const keepOld = !holds(wantedFrom, wantedTo) && holds(...range(before));
  const top = keepOld ? before : target;
  useEffect(() => {
    drawn.current = top;
    // Let go, the list stays where it is.
    if (following) place.current = top;
  });
  const [from, to] = range(top);

  const moveTo = useCallback(
    (to: number): void => {
      place.current = clamp(to);
      redraw();
    },
    [clamp],
  );
  const dragTo = (to: number): void => {
    moveTo(to);
    movedByHand(place.current >= last);
  };
  return {
    top,
    height,
    from,
    to,
    moveTo,
    dragTo,
    moveBy: (distance) => dragTo(clamp(place.current) + distance),
  };
}

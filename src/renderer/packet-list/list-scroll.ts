/** Where the packet list stands: a position in rows times their height, with no element that tall. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useApp } from '../state/app-state';
import { holds, wantRows } from '../state/row-cache';

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
  readonly moveBy: (distance: number) => void;
}

/** Scrolling over `count` rows inside `body`. While rows are being fetched, those drawn before stay. */
export function useListScroll(body: RefObject<HTMLElement | null>, count: number): ListScroll {
  const [wanted, setWanted] = useState(0);
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

  const clamp = useCallback((top: number) => Math.max(0, Math.min(top, count * rowHeight - height)), [count, height]);
  const target = clamp(wanted);
  const range = (top: number): [number, number] => [
    Math.floor(top / rowHeight),
    Math.min(count, Math.ceil((top + height) / rowHeight)),
  ];
  const [wantedFrom, wantedTo] = range(target);
  useEffect(() => wantRows(wantedFrom, wantedTo), [wantedFrom, wantedTo]);

  const before = clamp(drawn.current);
  const keepOld = !holds(wantedFrom, wantedTo) && holds(...range(before));
  const top = keepOld ? before : target;
  useEffect(() => {
    drawn.current = top;
  });
  const [from, to] = range(top);

  return {
    top,
    height,
    from,
    to,
    moveTo: useCallback((place: number) => setWanted(clamp(place)), [clamp]),
    moveBy: useCallback((distance: number) => setWanted((place) => clamp(clamp(place) + distance)), [clamp]),
  };
}

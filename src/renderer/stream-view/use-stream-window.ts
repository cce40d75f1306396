/** The lines on show of an open stream: a window that is moved, and that keeps up with the stream. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { StreamPart } from '../../shared/packed-stream';
import type { StreamSide } from '../../shared/streams-contract';
import type { StreamSummary } from '../../shared/view';
import { messages } from '../messages/messages';
import type { StreamLine } from './layout/stream-line';
import type { StreamForm } from './layout/tile';
import { StreamWindow } from './stream-window';
import { TileStore } from './tile-store';

export interface WindowShape {
  readonly id: number;
  readonly side: StreamSide;
  readonly form: StreamForm;
  readonly columns: number;
  readonly rows: number;
}

export interface ShownStream {
  readonly lines: readonly StreamLine[];
  readonly window: StreamWindow | undefined;
  readonly failure: string | undefined;
}

export const gapText = ({ kind, length }: StreamPart): string =>
  kind === 'cut' ? messages.stream.cut(length) : messages.stream.missing(length);

/** Bytes of a side. */
export function bytesOf({ bytes, length }: StreamSummary, side: StreamSide): number {
  return side === 'both' ? length : bytes[side === 'client' ? 0 : 1];
}

/** `length` is how many bytes of the side are shown; while it grows and the end is on show, the end stays on show. */
export function useStreamWindow(
  { id, side, form, columns, rows }: WindowShape,
  length: number,
  live: boolean,
): ShownStream {
  const [lines, setLines] = useState<readonly StreamLine[]>([]);
  const [failure, setFailure] = useState<string>();
  const shown = useRef<StreamWindow>(undefined);
  const initialLength = useRef(length);
  initialLength.current = length;
  const store = useMemo(
    () => (columns > 0 ? new TileStore({ id, side, form, columns, gapText }, initialLength.current) : undefined),
    [id, side, form, columns],
  );
  useEffect(() => {
    if (!store || rows <= 0) return;
    if (shown.current) shown.current.show(store, rows);
    else {
      const window = new StreamWindow(
        store,
        rows,
        () => {
          setFailure(undefined);
          setLines(window.lines);
        },
        (error) => setFailure(error instanceof Error ? error.message : String(error)),
      );
      shown.current = window;
      window.moveBy(0);
    }
  }, [store, rows]);
  useEffect(() => {
    const window = shown.current;
    if (!store || !window || store.bytes === length) return;
    const stays = live && window.atEnd && store.bytes > 0;
    store.grow(length);
    if (stays) window.moveToEnd();
    else window.moveBy(0);
  }, [store, length, live]);
  return { lines, window: shown.current, failure };
}

/** The whole capture as a strip of coloured rows, which is also the list's scroll bar. */
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { askEngine } from '../bridge/engine-client';
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';
import type { RowColour } from '../theme/row-colours';
import { type ListScroll, rowHeight } from './list-scroll';

/** Height of one drawn row of the strip, in pixels. */
const bucketHeight = 2;
/** Least height of the part that is on screen, in pixels. */
const leastThumb = 26;
/** Shortest time between two requests while the capture grows, in milliseconds. */
const refreshInterval = 1000;
const noRule = 255;

export function Minimap({
  scroll,
  count,
  colours,
  selectedIndex,
}: {
  readonly scroll: ListScroll;
  readonly count: number;
  readonly colours: readonly RowColour[] | undefined;
  readonly selectedIndex: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const buckets = useBuckets(Math.max(1, Math.floor(scroll.height / bucketHeight)), count);
  useEffect(() => {
    if (canvas.current) draw(canvas.current, buckets, colours);
  }, [buckets, colours]);

  const whole = Math.max(1, count * rowHeight);
  const range = Math.max(0, whole - scroll.height);
  const thumb = Math.min(scroll.height, Math.max(leastThumb, (scroll.height / whole) * scroll.height));
  const track = Math.max(1, scroll.height - thumb);
  const follow = (event: PointerEvent<HTMLDivElement>): void => {
    const place = event.clientY - event.currentTarget.getBoundingClientRect().top - thumb / 2;
    scroll.dragTo((Math.max(0, Math.min(track, place)) / track) * range);
  };

  return (
    <div
      role="scrollbar"
      tabIndex={-1}
      className="minimap"
      aria-label={messages.list.minimap}
      aria-orientation="vertical"
      aria-controls="packet-list"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, count - 1)}
      aria-valuenow={Math.floor(scroll.top / rowHeight)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
      }}
      onWheel={(event) => scroll.moveBy(event.deltaY)}
    >
      <div className="packet-list-corner" />
      <canvas ref={canvas} />
      {selectedIndex >= 0 && count > 0 && (
        <div className="minimap-selected" style={{ top: (selectedIndex / count) * scroll.height }} />
      )}
      {range > 0 && <div className="minimap-thumb" style={{ top: (scroll.top / range) * track, height: thumb }} />}
    </div>
  );
}

/** The colouring rule of each part of the view; asked for again while the view grows. */
function useBuckets(buckets: number, count: number): Uint8Array | undefined {
  const view = useApp((state) => state.capture?.view.number ?? -1);
  const rules = useApp((state) => state.settings.rules);
  const [drawn, setDrawn] = useState<Uint8Array>();
  const lastAsked = useRef(0);
  const shown = useRef(view);
  shown.current = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view or other rules give other colours
  useEffect(() => {
    if (view < 0 || count === 0) {
      setDrawn(undefined);
      return;
    }
    const wait = Math.max(0, refreshInterval - (performance.now() - lastAsked.current));
    const timer = setTimeout(() => {
      lastAsked.current = performance.now();
      askEngine('minimap', { buckets: Math.min(buckets, count) }).then(
        // While packets come in the view is longer by now; that is no reason to show nothing.
        (colours) => shown.current === view && setDrawn(colours),
        () => undefined,
      );
    }, wait);
    return () => clearTimeout(timer);
  }, [view, count, buckets, rules]);
  return drawn;
}

function draw(
  canvas: HTMLCanvasElement,
  buckets: Uint8Array | undefined,
  colours: readonly RowColour[] | undefined,
): void {
  const context = canvas.getContext('2d');
  canvas.width = 1;
  canvas.height = Math.max(1, buckets?.length ?? 0);
  if (!context || !buckets || !colours) return;
  for (const [place, rule] of buckets.entries()) {
    if (rule === noRule || !colours[rule]) continue;
    context.fillStyle = colours[rule].mark;
    context.fillRect(0, place, 1, 1);
  }
}

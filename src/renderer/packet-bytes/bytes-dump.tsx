/** Sixteen bytes a line: offset, hexadecimal, ASCII; linked with the detail tree both ways. */
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { WindowDetail } from '../../shared/packed-detail';
import { beginBytes, extendBytes, selectBytes, spanOf } from '../actions/byte-selection';
import { selectByte } from '../actions/selection';
import { bytesMenu } from '../commands/menus';
import { ContextMenu, type MenuPlace } from '../controls/menu';
import { menuPlaceOfKey } from '../controls/menu-key';
import { messages } from '../messages/messages';
import { app, useApp } from '../state/app-state';
import { layerOf, lineAtByte } from '../state/detail-tree';
import { useBufferBytes } from './buffer-bytes';
import { BytesLine, type Span } from './bytes-line';

const lineHeight = 20;
const lineBytes = 16;
const margin = 4;

export function BytesDump({ detail, buffer }: { readonly detail: WindowDetail; readonly buffer: number }) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(400);
  const [menu, setMenu] = useState<MenuPlace>();
  const [pointed, setPointed] = useState(-1);
  const { length } = detail.buffers[buffer];
  const lines = Math.ceil(length / lineBytes);
  const from = Math.max(0, Math.floor(top / lineHeight) - margin);
  const to = Math.min(lines, Math.ceil((top + height) / lineHeight) + margin);
  const bytes = useBufferBytes(detail, buffer, from * lineBytes, to * lineBytes);
  const chosen = useChosenSpan(detail, buffer);
  const tint = useTint(detail, buffer);
  const hover = useMemo(() => spanAt(detail, buffer, pointed), [detail, buffer, pointed]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = box.current;
    if (!element || !chosen) return;
    const at = Math.floor(chosen.from / lineBytes) * lineHeight;
    if (at < element.scrollTop || at + lineHeight > element.scrollTop + element.clientHeight - 16) {
      element.scrollTop = Math.max(0, at - element.clientHeight / 3);
    }
  }, [chosen]);

  const drawn = [];
  const width = Math.max(4, (length - 1).toString(16).length);
  for (let line = from; line < to; line++) {
    drawn.push(
      <BytesLine
        key={line}
        line={line}
        offsetWidth={width}
        bytes={bytes}
        chosen={chosen}
        tint={tint}
        hover={hover}
        top={line * lineHeight}
      />,
    );
  }
  return (
    <>
      <div
        ref={box}
        role="application"
        aria-roledescription="hex dump"
        aria-label={detail.buffers[buffer].name}
        className="bytes-scroll mono"
        data-pane="bytes"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is reached by F6 and Tab, and scrolls
        tabIndex={0}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onMouseDown={(event) => press(event, buffer)}
        onContextMenu={(event) => {
          event.preventDefault();
          setMenu({ left: event.clientX, top: event.clientY });
        }}
        onMouseMove={(event) => {
          setPointed(offsetOf(event));
          drag(event, buffer);
        }}
        onMouseLeave={() => setPointed(-1)}
        onKeyDown={(event) => {
          const place = menuPlaceOfKey(event);
          if (place) setMenu(place);
          else moveByKey(event, detail, buffer);
        }}
      >
        {length === 0 && messages.bytes.empty}
        <div className="bytes-lines" style={{ height: lines * lineHeight }}>
          {drawn}
        </div>
      </div>
      {menu && (
        <ContextMenu label={messages.bytes.name} items={bytesMenu()} place={menu} close={() => setMenu(undefined)} />
      )}
    </>
  );
}

/** Where the pointer was pressed: a drag selects from there. */
let pressed = -1;

/** Selects the field of a byte; with Shift the bytes up to it. The menu's button leaves a selection that it is over. */
function press(event: MouseEvent, buffer: number): void {
  const offset = offsetOf(event);
  const { byteSelection } = app.get();
  pressed = event.button === 0 ? offset : -1;
  if (offset < 0) return;
  if (event.shiftKey && pressed >= 0) {
    if (byteSelection?.buffer === buffer) pressed = byteSelection.anchor;
    else pressed = app.get().detail?.nodes[app.get().node]?.at ?? offset;
    selectBytes(buffer, pressed, offset);
    event.preventDefault();
    return;
  }
  const span = byteSelection?.buffer === buffer ? spanOf(byteSelection) : undefined;
  if (event.button === 0 || !span || offset < span.from || offset >= span.to) beginBytes(buffer, offset);
}

function drag(event: MouseEvent, buffer: number): void {
  const offset = offsetOf(event);
  if ((event.buttons & 1) === 0 || pressed < 0 || offset < 0) return;
  if (offset !== pressed || app.get().byteSelection) selectBytes(buffer, pressed, offset);
}

function offsetOf(event: MouseEvent): number {
  const byte = (event.target as HTMLElement).closest<HTMLElement>('[data-offset]');
  return byte ? Number(byte.dataset.offset) : -1;
}

/** The bytes selected by hand, or those of the selected line. */
function useChosenSpan(detail: WindowDetail, buffer: number): Span | undefined {
  const node = useApp((state) => state.node);
  const byHand = useApp((state) => state.byteSelection);
  return useMemo(() => {
    if (byHand?.buffer === buffer) return spanOf(byHand);
    const line = detail.nodes[node];
    if (!line || line.length === 0 || line.buffer !== buffer) return undefined;
    return { from: line.at, to: line.at + line.length };
  }, [detail, node, buffer, byHand]);
}

/** The bytes of the layer under the pointer, or else of the layer that the selected line belongs to. */
function useTint(detail: WindowDetail, buffer: number): (Span & { readonly colour: string }) | undefined {
  const node = useApp((state) => state.node);
  const litLayer = useApp((state) => state.litLayer);
  return useMemo(() => {
    const layers = detail.nodes.filter(
      (line, index) =>
        line.parent < 0 &&
        line.layerClass !== undefined &&
        line.buffer === buffer &&
        line.length > 0 &&
        (litLayer ? line.layerClass === litLayer : node >= 0 && layerOf(detail, node) === index),
    );
    if (layers.length === 0) return undefined;
    return {
      from: Math.min(...layers.map(({ at }) => at)),
      to: Math.max(...layers.map(({ at, length }) => at + length)),
      colour: `var(--${layers[0].layerClass})`,
    };
  }, [detail, node, buffer, litLayer]);
}

function spanAt(detail: WindowDetail, buffer: number, offset: number): Span | undefined {
  if (offset < 0) return undefined;
  const line = detail.nodes[lineAtByte(detail, buffer, offset)];
  return line && { from: line.at, to: line.at + line.length };
}

const selectionSteps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: lineBytes,
  ArrowUp: -lineBytes,
};

/** Arrow keys go from the field at hand to the one before or after it in the bytes; with Shift they select bytes. */
function moveByKey(event: KeyboardEvent, detail: WindowDetail, buffer: number): void {
  const by = selectionSteps[event.key];
  if (event.shiftKey && by !== undefined && !event.ctrlKey && !event.altKey) {
    event.preventDefault();
    extendBytes(buffer, by);
    return;
  }
  if (event.key === 'a' && event.ctrlKey) {
    event.preventDefault();
    selectBytes(buffer, 0, detail.buffers[buffer].length - 1);
    return;
  }
  if (event.key === 'Escape') app.set({ byteSelection: undefined });
  const line = detail.nodes[app.get().node];
  const held = line && line.buffer === buffer && line.length > 0 ? line : undefined;
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: held ? held.at + held.length : 0,
    ArrowLeft: held ? held.at - 1 : 0,
    ArrowDown: held ? held.at + lineBytes : 0,
    ArrowUp: held ? held.at - lineBytes : 0,
  };
  const to = steps[event.key];
  if (to === undefined || event.ctrlKey || event.altKey || event.shiftKey) return;
  event.preventDefault();
  selectByte(buffer, Math.max(0, Math.min(detail.buffers[buffer].length - 1, to)));
}

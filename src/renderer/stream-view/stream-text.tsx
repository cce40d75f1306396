/** The bytes of a stream in a terminal: marks of the packets at the left, the scroll bar of the whole stream at the right. */
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { copyText } from '../actions/copying';
import { run } from '../actions/notices';
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';
import { useTheme } from '../theme/theme';
import type { LitRange } from './ansi-lines';
import { packetAt, type StreamLine } from './layout/stream-line';
import { Margin } from './margin';
import { ScrollBar } from './scroll-bar';
import { hexColour, streamColours } from './stream-colours';
import type { StreamWindow } from './stream-window';
import { TerminalScreen } from './terminal-screen';

/** Lines that a step of the wheel moves by. */
const wheelLines = 3;
const wheelPixels = 40;

export interface TextSize {
  readonly columns: number;
  readonly rows: number;
}

export function StreamText({
  lines,
  window: shown,
  length,
  packet,
  marks,
  litIn,
  choose,
  resized,
  find,
  screen,
}: {
  readonly lines: readonly StreamLine[];
  readonly window: StreamWindow | undefined;
  readonly length: number;
  /** The selected packet. */
  readonly packet: number;
  readonly marks: boolean;
  readonly litIn: (from: number, to: number) => Promise<readonly LitRange[]>;
  readonly choose: (packet: number) => void;
  readonly resized: (size: TextSize) => void;
  readonly find: () => void;
  readonly screen: RefObject<TerminalScreen | undefined>;
}) {
  const host = useRef<HTMLDivElement>(null);
  const [rowHeight, setRowHeight] = useState(0);
  const theme = useTheme(useApp((state) => state.settings.theme));
  useTerminal(host, screen, (size, height) => {
    setRowHeight(height);
    resized(size);
  });
  const first = lines[0]?.from ?? 0;
  const end = lines.at(-1)?.to ?? 0;
  const matches = useMatches(litIn, first, end);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours, the height the rows
  useLayoutEffect(() => {
    const colours = streamColours();
    screen.current?.setColours(hexColour(colours.background), hexColour(colours.currentMatch));
    screen.current?.paint(lines, colours, { matches, packet });
  }, [lines, matches, packet, theme, rowHeight]);
  const click = useClick(host, screen, lines, choose);
  const wheel = useWheel(host, shown);
  const keys = (event: KeyboardEvent): void => {
    if (event.ctrlKey && event.key === 'f') find();
    else if (event.ctrlKey && event.key === 'c') {
      const { selection = '' } = screen.current ?? {};
      if (selection === '') return;
      run(copyText(selection));
    } else if (!moveByKey(event, shown, screen.current?.rows ?? 1)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="stream-body" onWheel={wheel}>
      {marks && <Margin lines={lines} rowHeight={rowHeight} packet={packet} choose={choose} />}
      <div
        id="stream-text"
        ref={host}
        role="document"
        aria-label={messages.stream.text}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys
        tabIndex={0}
        data-pane="stream"
        className="stream-terminal"
        onKeyDown={keys}
        onMouseDown={click.down}
        onMouseUp={click.up}
      />
      <pre className="stream-spoken" aria-live="off">
        {lines.map(({ text }) => text).join('\n')}
      </pre>
      <ScrollBar
        position={first}
        visible={Math.max(0, end - first)}
        length={length}
        move={(position) => shown?.moveTo(position)}
      />
    </div>
  );
}

function useTerminal(
  host: RefObject<HTMLDivElement | null>,
  screen: RefObject<TerminalScreen | undefined>,
  sized: (size: TextSize, rowHeight: number) => void,
): void {
  const told = useRef(sized);
  told.current = sized;
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return;
    const style = getComputedStyle(element);
    const terminal = new TerminalScreen(element, {
      family: style.fontFamily,
      size: Number.parseFloat(style.fontSize) || 12,
    });
    screen.current = terminal;
    const adjust = (): void => {
      terminal.resize();
      told.current({ columns: terminal.columns, rows: terminal.rows }, terminal.rowHeight);
    };
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0) adjust();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      terminal.dispose();
      screen.current = undefined;
    };
  }, [host, screen]);
}

/** The matches among the lines on show. */
function useMatches(
  litIn: (from: number, to: number) => Promise<readonly LitRange[]>,
  first: number,
  end: number,
): readonly LitRange[] {
  const [matches, setMatches] = useState<readonly LitRange[]>([]);
  useEffect(() => {
    let late = false;
    litIn(first, end).then(
      (lit) => {
        if (!late) setMatches((before) => (before.length === 0 && lit.length === 0 ? before : lit));
      },
      () => undefined,
    );
    return () => {
      late = true;
    };
  }, [litIn, first, end]);
  return matches;
}

/** A click that selects no text chooses the packet under it. */
function useClick(
  host: RefObject<HTMLDivElement | null>,
  screen: RefObject<TerminalScreen | undefined>,
  lines: readonly StreamLine[],
  choose: (packet: number) => void,
) {
  const from = useRef({ x: 0, y: 0 });
  return {
    down: ({ clientX, clientY }: { clientX: number; clientY: number }) => {
      from.current = { x: clientX, y: clientY };
      host.current?.focus({ preventScroll: true });
    },
    up: ({ clientX, clientY, button }: { clientX: number; clientY: number; button: number }) => {
      const moved = Math.abs(clientX - from.current.x) + Math.abs(clientY - from.current.y) > 4;
      if (moved || button !== 0) return;
      const cell = screen.current?.cellAt(clientX, clientY);
      const line = cell && lines[cell.row];
      const part = line && packetAt(line, cell.column);
      if (part) choose(part.packet);
    },
  };
}

function useWheel(host: RefObject<HTMLDivElement | null>, shown: StreamWindow | undefined) {
  const rest = useRef(0);
  // The terminal would take the wheel for itself.
  useEffect(() => {
    const element = host.current;
    const keep = (event: WheelEvent): void => event.preventDefault();
    element?.addEventListener('wheel', keep, { passive: false });
    return () => element?.removeEventListener('wheel', keep);
  }, [host]);
  return useCallback(
    ({ deltaY, deltaMode }: { deltaY: number; deltaMode: number }) => {
      rest.current += deltaMode === 1 ? deltaY : (deltaY / wheelPixels) * wheelLines;
      const by = Math.trunc(rest.current);
      rest.current -= by;
      if (by !== 0) shown?.moveBy(by);
    },
    [shown],
  );
}

/** Moves the window by a key. False when the key is none of its. */
function moveByKey({ key }: KeyboardEvent, shown: StreamWindow | undefined, rows: number): boolean {
  const page = Math.max(1, rows - 1);
  const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, ' ': page }[key];
  if (by !== undefined) shown?.moveBy(by);
  else if (key === 'Home') shown?.moveTo(0);
  else if (key === 'End') shown?.moveToEnd();
  else return false;
  return true;
}

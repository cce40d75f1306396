/** The terminal of a console: shows what happened, takes no keys, and copies what is selected. */
import '@xterm/xterm/css/xterm.css';
import { FitAddon } from '@xterm/addon-fit';
import { type ITheme, Terminal } from '@xterm/xterm';
import { useEffect, useRef, useState } from 'react';
import { copyText } from '../actions/copying';
import { run } from '../actions/notices';
import type { ShownEvent } from '../state/sockets';
import { newestLines } from './console-lines';

const scrollback = 20_000;
/** Milliseconds between two writes. */
const writePause = 30;

export function ConsoleTerminal({
  events,
  dropped,
  show,
  theme,
  label,
}: {
  readonly events: readonly ShownEvent[];
  /** How many events before these are no longer kept. */
  readonly dropped: number;
  readonly show: 'text' | 'hex';
  readonly theme: string;
  readonly label: string;
}) {
  const place = useRef<HTMLDivElement>(null);
  const open = useRef<{ readonly terminal: Terminal; written: number; show: string; busy: boolean }>(undefined);
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes what the colours' names stand for
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const terminal = terminalIn(element);
    const fit = new FitAddon();
    terminal.loadAddon(fit);
    terminal.open(element);
    const observer = new ResizeObserver(() => {
      if (element.clientHeight > 0) fit.fit();
    });
    observer.observe(element);
    open.current = { terminal, written: 0, show: '', busy: false };
    return () => {
      open.current = undefined;
      observer.disconnect();
      terminal.dispose();
    };
  }, [theme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new terminal is written from the start
  useEffect(() => {
    const { current } = open;
    if (!current || current.busy) return;
    if (current.show !== show) {
      current.terminal.clear();
      current.terminal.reset();
      current.show = show;
      current.written = dropped;
    }
    const text = newestLines(events, Math.max(0, current.written - dropped), show);
    current.written = dropped + events.length;
    if (text === '') return;
    // What comes meanwhile is written together, after a while.
    current.busy = true;
    current.terminal.write(text, () =>
      setTimeout(() => {
        current.busy = false;
        setTurn((turn) => turn + 1);
      }, writePause),
    );
  }, [events, dropped, show, theme, turn]);
  return <div ref={place} className="console-terminal" role="log" aria-label={label} />;
}

function terminalIn(element: HTMLElement): Terminal {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const terminal = new Terminal({
    disableStdin: true,
    cursorInactiveStyle: 'none',
    scrollback,
    fontFamily: token('--mono-font'),
    fontSize: 12,
    lineHeight: 1.35,
    theme: themeOf(token),
    // Nothing in the text is a link.
    linkHandler: null,
  });
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type === 'keydown' && event.ctrlKey && event.key.toLowerCase() === 'c' && terminal.hasSelection())
      run(copyText(terminal.getSelection()));
    // All keys stay the window's.
    return false;
  });
  return terminal;
}

function themeOf(token: (name: string) => string): ITheme {
  return {
    background: token('--background'),
    foreground: token('--text'),
    cursor: token('--background'),
    selectionBackground: token('--selected'),
    selectionForeground: token('--text'),
    green: token('--transport'),
    red: token('--bad-text'),
    brightBlack: token('--dim'),
    brightRed: token('--accent'),
    brightBlue: token('--internet'),
    scrollbarSliderBackground: `${token('--dim')}73`,
    scrollbarSliderHoverBackground: token('--dim'),
    scrollbarSliderActiveBackground: token('--dim'),
  };
}

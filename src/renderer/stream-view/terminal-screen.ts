/** A terminal that only shows: rows are painted where they stand, nothing is typed, and nothing that it answers is heard. */
import '@xterm/xterm/css/xterm.css';
import { FitAddon } from '@xterm/addon-fit';
import { WebglAddon } from '@xterm/addon-webgl';
import { Terminal } from '@xterm/xterm';
import { ansiRow, type Lighting, type StreamColours } from './ansi-lines';
import { hasGraphicsProcessor } from './graphics-processor';
import type { StreamLine } from './layout/stream-line';

/** A cell of the terminal, counted from 0. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

const leastColumns = 20;
const mostColumns = 500;
/** Milliseconds after the first picture, at the latest. */
const latestSwitch = 1000;

export class TerminalScreen {
  private readonly terminal: Terminal;
  private readonly fit = new FitAddon();
  private painted: readonly string[] = [];
  private switching = 0;

  constructor(
    private readonly element: HTMLElement,
    font: { readonly family: string; readonly size: number },
  ) {
    this.terminal = new Terminal({
      fontFamily: font.family,
      fontSize: font.size,
      lineHeight: 1.35,
      scrollback: 0,
      disableStdin: true,
      cursorStyle: 'bar',
      cursorInactiveStyle: 'none',
      minimumContrastRatio: 1,
      allowProposedApi: false,
      linkHandler: { activate: () => undefined },
    });
    this.terminal.loadAddon(this.fit);
    this.terminal.attachCustomKeyEventHandler(() => false);
    this.terminal.open(element);
    // No cursor, and lines that are wider than thought are cut, not wrapped.
    this.terminal.write('\x1b[?25l\x1b[?7l');
  }

  get rows(): number {
    return this.terminal.rows;
  }

  get columns(): number {
    return this.terminal.cols;
  }

  get rowHeight(): number {
    const screen = this.screen();
    return screen === null ? 0 : screen.clientHeight / this.terminal.rows;
  }

  get selection(): string {
    return this.terminal.getSelection();
  }

  /** Fits rows and columns to the element. True when they changed. */
  resize(): boolean {
    const wanted = this.fit.proposeDimensions();
    if (wanted === undefined || !(wanted.cols > 0) || !(wanted.rows > 0)) return false;
    const columns = Math.max(leastColumns, Math.min(mostColumns, wanted.cols));
    if (columns === this.columns && wanted.rows === this.rows) return false;
    this.terminal.resize(columns, wanted.rows);
    this.painted = [];
    return true;
  }

  setColours(background: string, selection: string): void {
    this.terminal.options.theme = { background, selectionBackground: selection };
    this.painted = [];
  }

  /** Shows these lines; rows that stay as they are cost nothing. */
  paint(lines: readonly StreamLine[], colours: StreamColours, lighting: Lighting): void {
    const wanted = Array.from({ length: this.rows }, (_, row) => ansiRow(row, lines[row], colours, lighting));
    const changed = wanted.filter((text, row) => text !== this.painted[row]);
    this.painted = wanted;
    if (changed.length === 0) return;
    this.terminal.clearSelection();
    this.terminal.write(changed.join(''));
    // The first picture comes from elements, at once; what takes longer to begin with takes over when there is time.
    if (lines.length > 0 && this.switching === 0)
      this.switching = requestIdleCallback(() => this.drawWithWebgl(), { timeout: latestSwitch });
  }

  /** The cell at a point of the page; undefined outside of the terminal's cells. */
  cellAt(x: number, y: number): Cell | undefined {
    const bounds = this.screen()?.getBoundingClientRect();
    if (bounds === undefined || bounds.width === 0 || y < bounds.top || y >= bounds.bottom) return undefined;
    return {
      row: Math.floor(((y - bounds.top) / bounds.height) * this.rows),
      column: Math.max(0, Math.floor(((x - bounds.left) / bounds.width) * this.columns)),
    };
  }

  dispose(): void {
    cancelIdleCallback(this.switching);
    this.terminal.dispose();
  }

  private screen(): Element | null {
    return this.element.querySelector('.xterm-screen');
  }

  /** Without a graphics processor the terminal goes on drawing with elements. */
  private drawWithWebgl(): void {
    if (!hasGraphicsProcessor()) return;
    try {
      const webgl = new WebglAddon();
      webgl.onContextLoss(() => webgl.dispose());
      this.terminal.loadAddon(webgl);
    } catch {
      // The terminal's own renderer is at work already.
    }
  }
}

/** The lines of a stream that can be seen: a window that moves over tiles, however long the stream is. */
import type { StreamLine } from './layout/stream-line';
import { tileBytes } from './layout/tile';
import type { TileStore } from './tile-store';

/** A line: its tile and its place in it. */
interface Place {
  readonly tile: number;
  readonly line: number;
}

export class StreamWindow {
  private top: Place = { tile: 0, line: 0 };
  private work: Promise<void> = Promise.resolve();
  private waitingBy = 0;
  /** The lines on show, from the top. */
  lines: readonly StreamLine[] = [];
  /** Whether the last line of the stream is on show. */
  atEnd = false;

  constructor(
    private store: TileStore,
    private rows: number,
    private readonly changed: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Position of the first byte on show. */
  get position(): number {
    return this.lines[0]?.from ?? 0;
  }

  /** Shows another store from the same position on, or with so many rows. */
  show(store: TileStore, rows: number): void {
    const { position } = this;
    const same = store === this.store;
    this.store = store;
    this.rows = rows;
    this.run(async () => {
      if (!same) this.top = await this.placeOf(position);
      await this.keepFull();
    });
  }

  /** Moves by so many lines; moves that come faster than tiles are taken together. */
  moveBy(lines: number): void {
    this.waitingBy += lines;
    this.run(async () => {
      const by = this.waitingBy;
      this.waitingBy = 0;
      if (by !== 0) this.top = await this.stepped(this.top, by);
      await this.keepFull();
    });
  }

  /** Brings the line of a position into view, so many rows below the top. */
  moveTo(position: number, below = 0): void {
    this.run(async () => {
      this.top = await this.stepped(await this.placeOf(position), -below);
      await this.keepFull();
    });
  }

  moveToEnd(): void {
    this.run(async () => {
      await this.toEnd();
    });
  }

  private run(work: () => Promise<void>): void {
    const { store } = this;
    this.work = this.work
      .then(async () => {
        if (store !== this.store && this.waitingBy === 0) return;
        await work();
        await this.collect();
        this.changed();
      })
      .catch(this.failed);
  }

  private async placeOf(position: number): Promise<Place> {
    const tile = Math.max(0, Math.min(this.store.count - 1, Math.floor(position / tileBytes)));
    const lines = await this.store.load(tile);
    // A tile before may hold the line that goes on here.
    if (tile > 0 && (lines.length === 0 || lines[0].from > position)) return this.lastPlace(tile - 1);
    const line = lines.findIndex(({ to }) => to > position);
    if (line < 0) return { tile, line: Math.max(0, lines.length - 1) };
    return { tile, line: withHeadings(lines, line) };
  }

  /** The last line that begins in a tile or before it: one tile may hold the beginning of a line that fills the next ones. */
  private async lastPlace(from: number): Promise<Place> {
    for (let tile = from; tile > 0; tile--) {
      const { length } = await this.store.load(tile);
      if (length > 0) return { tile, line: length - 1 };
    }
    return { tile: 0, line: Math.max(0, (await this.store.load(0)).length - 1) };
  }

  /** The place so many lines further on, or at either end. */
  private async stepped({ tile, line }: Place, by: number): Promise<Place> {
    let at = line + by;
    let current = tile;
    while (at < 0 && current > 0) {
      current--;
      at += (await this.store.load(current)).length;
    }
    for (;;) {
      const { length } = await this.store.load(current);
      if (at < length || current + 1 >= this.store.count)
        return { tile: current, line: Math.max(0, Math.min(at, length - 1)) };
      at -= length;
      current++;
    }
  }

  /** When the window would reach behind the last line, moves it up. */
  private async keepFull(): Promise<void> {
    let left = -this.top.line;
    for (let tile = this.top.tile; tile < this.store.count && left < this.rows; tile++)
      left += (await this.store.load(tile)).length;
    if (left < this.rows) await this.toEnd();
  }

  private async toEnd(): Promise<void> {
    this.top = await this.stepped(await this.lastPlace(this.store.count - 1), 1 - this.rows);
  }

  private async collect(): Promise<void> {
    const lines: StreamLine[] = [];
    let { tile, line: from } = this.top;
    let left = 0;
    for (; tile < this.store.count && lines.length < this.rows; tile++) {
      const all = await this.store.load(tile);
      const shown = all.slice(from, from + this.rows - lines.length);
      lines.push(...shown);
      left = all.length - from - shown.length;
      from = 0;
    }
    this.lines = lines;
    this.atEnd = left <= 0 && !(await this.hasLines(tile));
  }

  /** Whether a line begins in this tile or behind it. */
  private async hasLines(from: number): Promise<boolean> {
    for (let tile = from; tile < this.store.count; tile++) if ((await this.store.load(tile)).length > 0) return true;
    return false;
  }
}

/** The first of the lines without bytes of their own that stand over a line. */
function withHeadings(lines: readonly StreamLine[], line: number): number {
  let first = line;
  while (first > 0 && lines[first - 1].to === lines[line].from && lines[first - 1].from === lines[line].from) first--;
  return first;
}

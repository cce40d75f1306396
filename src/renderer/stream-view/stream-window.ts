/** The lines of a stream that can be seen: a window that moves over tiles, however long the stream is. */
import type { StreamLine } from './layout/stream-line';
import { tileBytes } from './layout/tile';
import type { TileStore } from './tile-store';

/** A line: its tile and its place in it. */
interface Place {
  readonly tile: number;
  readonly line: number;
}

/** Tiles at the end that may hold no line of their own. Farther from the end, nobody has to look there. */
const tilesWithoutLines = 2;

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
    // The tile before may hold the line that goes on here.
    if (tile > 0 && lines.length > 0 && lines[0].from > position) {
      const before = await this.store.load(tile - 1);
      if (before.length > 0) return { tile: tile - 1, line: before.length - 1 };
    }
    const line = lines.findIndex(({ to }) => to > position);
    return { tile, line: line < 0 ? Math.max(0, lines.length - 1) : line };
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
    const tile = this.store.count - 1;
    const { length } = await this.store.load(tile);
    this.top = await this.stepped({ tile, line: Math.max(0, length - 1) }, 1 - this.rows);
  }

  private async collect(): Promise<void> {
    const lines: StreamLine[] = [];
    let tile = this.top.tile;
    let from = this.top.line;
    for (; tile < this.store.count && lines.length < this.rows; tile++) {
      const more = await this.store.load(tile);
      lines.push(...more.slice(from, from + this.rows - lines.length));
      from = 0;
    }
    this.lines = lines;
    this.atEnd = tile + tilesWithoutLines >= this.store.count && (await this.isLast(lines.at(-1)));
  }
  private async isLast(line: StreamLine | undefined): Promise<boolean> {
    const last = (await this.store.load(this.store.count - 1)).at(-1);
    return last === undefined || line === last;
  }
}

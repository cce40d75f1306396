/** Lays out a stretch of a stream as text: lines end where the text says so, the other side speaks, or the columns end. */
import { charactersRest, type Decoder, utf8 } from './decoders';
import { gapLine, LineBuilder, type StreamLine } from './stream-line';
import { type LaidOutStretch, type Run, runsOf } from './stretch-runs';

const tabStop = 8;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** Bytes before a position among which the beginning of its line is looked for. A line that is longer is cut there. */
export const lookBack = 4096;
/** Bytes of one line at most. */
export const longestLine = 4096;

/** The lines that begin in the positions of a stretch. */
export function textLines(stretch: LaidOutStretch, decode: Decoder, columns: number): StreamLine[] {
  return runsOf(stretch).flatMap((run) =>
    run.kind === 'gap'
      ? [gapLine(run.part, run.position, stretch.gapText(run.part))]
      : new RunLayout(stretch, run, decode, columns).lines(),
  );
}

/** Lays out what one side said without a break. */
class RunLayout {
  private readonly line = new LineBuilder();
  private readonly done: StreamLine[] = [];
  private readonly bytes: Uint8Array;
  private readonly base: number;
  /** Offset of the first byte of which lines are wanted. */
  private readonly first: number;
  /** Offset in the stretch at which the line begins. */
  private lineStart: number;
  private at: number;
  private part = -1;

  constructor(
    private readonly stretch: LaidOutStretch,
    private readonly run: Extract<Run, { kind: 'data' }>,
    private readonly decode: Decoder,
    private readonly columns: number,
  ) {
    this.bytes = stretch.bytes;
    this.base = stretch.from;
    this.first = stretch.first - stretch.from;
    this.at = this.first <= run.start ? run.start : (this.lineBefore(this.first) ?? this.cutAt(this.first));
    this.lineStart = this.at;
  }

  /** The lines that begin in the stretch: the first may be the rest of one that began before, the last may go on behind the end. */
  lines(): StreamLine[] {
    const { run } = this;
    const end = this.stretch.end - this.base;
    const goesOn = run.end > end && this.lineBefore(end) !== undefined;
    const until = goesOn ? run.end : Math.min(run.end, end);
    while (this.at < until && this.lineStart < end) this.step();
    this.finish();
    return this.done;
  }

  /** Where the line begins that an offset lies in; the same whichever stretch asks, undefined when that is too far back. */
  private lineBefore(offset: number): number | undefined {
    const { run, bytes } = this;
    const earliest = offset - lookBack;
    for (let at = offset; at > Math.max(run.start, earliest); at--)
      if (this.decode(bytes, at - 1, at).code === lineFeed) return at;
    return run.start > earliest ? run.start : undefined;
  }

  /** Where a line goes on that is cut: a character that began in the stretch before is shown there. */
  private cutAt(offset: number): number {
    const { run, bytes } = this;
    return offset + (this.decode === utf8 ? charactersRest(bytes.subarray(run.start), offset - run.start) : 0);
  }

  private step(): void {
    const { bytes, at, line, run } = this;
    if (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed && at + 1 < run.end) {
      this.enter();
      this.at++;
      return;
    }
    const { code, shown, length } = this.decode(bytes, at, run.end);
    const width = code === 9 ? tabStop - (line.column % tabStop) : shown.width;
    const full = code !== lineFeed && line.column > 0 && line.column + width > this.columns;
    if (full || at - this.lineStart >= longestLine) this.finish();
    this.enter();
    this.at += length;
    if (code === lineFeed) this.finish();
    else if (code === 9) line.glyph(' '.repeat(width), width, this.base + at, length, false);
    else line.glyph(shown.text, width, this.base + at, length, shown.escaped);
  }

  /** Notes which packet the next byte is of. */
  private enter(): void {
    const { run, line, at, base } = this;
    while (this.part + 1 < run.parts.length && run.parts[this.part + 1].start <= at) {
      this.part++;
      const { part, start } = run.parts[this.part];
      if (start + part.length > at) line.part(part, base + at, start === at);
    }
    if (line.packets.length === 0) line.part(run.parts[this.part].part, base + at, false);
  }

  private finish(): void {
    const { line, base, lineStart, at } = this;
    if (line.packets.length > 0) {
      const made = line.end('data', base + lineStart, base + at, this.run.server);
      if (lineStart >= this.first && lineStart < this.stretch.end - base) this.done.push(made);
    }
    this.lineStart = at;
  }
}

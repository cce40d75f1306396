/** Lays out a stretch of a stream as text: lines end where the text says so, the other side speaks, or the columns end. */
import { charactersRest, type Decoder, utf8 } from './decoders';
import { gapLine, LineBuilder, type StreamLine } from './stream-line';
import { type LaidOutStretch, type Run, runsOf } from './stretch-runs';

const tabStop = 8;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

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
    const begin = Math.max(run.start, stretch.first - stretch.from);
    // A character that began in the stretch before is shown there.
    const rest =
      decode === utf8 && begin > run.start ? charactersRest(stretch.bytes.subarray(run.start), begin - run.start) : 0;
    this.at = begin + rest;
    this.lineStart = this.at;
  }

  lines(): StreamLine[] {
    const end = Math.min(this.run.end, this.stretch.end - this.base);
    while (this.at < end) this.step();
    this.finish();
    return this.done;
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
    if (line.column > 0 && line.column + width > this.columns) this.finish();
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
    if (line.packets.length > 0) this.done.push(line.end('data', base + lineStart, base + at, this.run.server));
    this.lineStart = at;
  }
}

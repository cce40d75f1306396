/** One line of a followed stream as the terminal shows it, with the way back from its columns to bytes and packets. */
import type { StreamPart } from '../../../shared/packed-stream';

/** What stands for some bytes in a line. */
export interface Glyph {
  /** Place in the line's text, in UTF-16 units, and in columns; its length in either. */
  readonly at: number;
  readonly units: number;
  readonly column: number;
  readonly width: number;
  /** Position of its first byte in the stream, and how many there are. */
  readonly position: number;
  readonly length: number;
  readonly escaped: boolean;
}

/** A packet that has bytes in a line, from a position on. */
export interface LinePacket {
  readonly position: number;
  readonly part: StreamPart;
}

export interface StreamLine {
  readonly kind: 'data' | 'missing' | 'cut' | 'heading';
  /** Positions of its first byte and behind its last one; the same for a gap and a heading. */
  readonly from: number;
  readonly to: number;
  readonly server: boolean;
  readonly text: string;
  readonly glyphs: readonly Glyph[];
  readonly packets: readonly LinePacket[];
  /** The packet that begins in this line, for its mark in the margin. */
  readonly begins: StreamPart | undefined;
}

/** The packet that a column of a line belongs to. */
export function packetAt(line: StreamLine, column: number): StreamPart | undefined {
  const glyph = line.glyphs.find((one) => column < one.column + one.width) ?? line.glyphs.at(-1);
  const position = glyph?.position ?? line.from;
  return line.packets.findLast((packet) => packet.position <= position)?.part ?? line.packets[0]?.part;
}

/** Puts a line together. */
export class LineBuilder {
  text = '';
  column = 0;
  glyphs: Glyph[] = [];
  packets: LinePacket[] = [];
  private begins: StreamPart | undefined;

  /** From here on the bytes are those of a part; `fresh` when its packet's bytes begin here. */
  part(part: StreamPart, position: number, fresh: boolean): void {
    this.packets.push({ position, part });
    if (fresh && part.skip === 0) this.begins ??= part;
  }

  glyph(text: string, width: number, position: number, length: number, escaped: boolean): void {
    this.glyphs.push({
      at: this.text.length,
      units: text.length,
      column: this.column,
      width,
      position,
      length,
      escaped,
    });
    this.plain(text, width);
  }

  /** Text that stands for no bytes. */
  plain(text: string, width = text.length): void {
    this.text += text;
    this.column += width;
  }

  /** Ends the line; the builder then is empty. */
  end(kind: StreamLine['kind'], from: number, to: number, server: boolean): StreamLine {
    const { text, glyphs, packets, begins } = this;
    this.text = '';
    this.column = 0;
    this.glyphs = [];
    this.packets = [];
    this.begins = undefined;
    return { kind, from, to, server, text, glyphs, packets, begins };
  }
}

/** The line that stands for bytes that are not there. */
export function gapLine(part: StreamPart, position: number, text: string): StreamLine {
  return {
    kind: part.kind === 'cut' ? 'cut' : 'missing',
    from: position,
    to: position,
    server: part.server,
    text,
    glyphs: [],
    packets: [{ position, part }],
    begins: undefined,
  };
}

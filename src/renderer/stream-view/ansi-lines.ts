/** What is written to the terminal for a line: its text in colours. Every escape sequence is ours, none comes from the stream. */
import type { Glyph, StreamLine } from './layout/stream-line';

/** A colour as the terminal takes it: red, green, blue. */
export type Rgb = readonly [number, number, number];

export interface StreamColours {
  readonly client: Rgb;
  readonly clientBackground: Rgb;
  readonly server: Rgb;
  readonly serverBackground: Rgb;
  readonly dim: Rgb;
  readonly background: Rgb;
  readonly match: Rgb;
  readonly currentMatch: Rgb;
  readonly onMatch: Rgb;
  /** Backgrounds of the bytes of the selected packet. */
  readonly clientSelected: Rgb;
  readonly serverSelected: Rgb;
}

/** Positions `[from, to)` that are lit. */
export interface LitRange {
  readonly from: number;
  readonly to: number;
  readonly current: boolean;
}

export interface Lighting {
  readonly matches: readonly LitRange[];
  /** The packet whose bytes are marked. */
  readonly packet: number;
}

const reset = '\x1b[0m';
const foreground = ([r, g, b]: Rgb): string => `\x1b[38;2;${r};${g};${b}m`;
const back = ([r, g, b]: Rgb): string => `\x1b[48;2;${r};${g};${b}m`;

/** Puts a line into a row, counted from 0. Without a line the row is blank. */
export function ansiRow(row: number, line: StreamLine | undefined, colours: StreamColours, lighting: Lighting): string {
  const start = `\x1b[${row + 1};1H${reset}`;
  if (line === undefined) return `${start}${back(colours.background)}\x1b[K`;
  const isGap = line.kind === 'missing' || line.kind === 'cut';
  const plain = isGap
    ? foreground(colours.dim) + back(colours.background)
    : line.server
      ? foreground(colours.server) + back(colours.serverBackground)
      : foreground(colours.client) + back(colours.clientBackground);
  const quiet = line.kind === 'heading' ? foreground(colours.dim) : '';
  let text = start + plain + quiet;
  let at = 0;
  let style = '';
  for (const glyph of line.glyphs) {
    const wanted = styleOf(glyph, line, colours, lighting);
    if (glyph.at > at) {
      if (style !== '') text += reset + plain;
      style = '';
      text += harmless(line.text.slice(at, glyph.at));
    }
    if (wanted !== style) {
      text += reset + plain + wanted;
      style = wanted;
    }
    at = glyph.at + glyph.units;
    text += harmless(line.text.slice(glyph.at, at));
  }
  if (style !== '') text += reset + plain + quiet;
  return `${text}${harmless(line.text.slice(at))}\x1b[K`;
}

function styleOf(glyph: Glyph, line: StreamLine, colours: StreamColours, { matches, packet }: Lighting): string {
  const lit = matches.find(({ from, to }) => glyph.position < to && glyph.position + Math.max(1, glyph.length) > from);
  if (lit) return foreground(colours.onMatch) + back(lit.current ? colours.currentMatch : colours.match);
  const owner = line.packets.findLast(({ position }) => position <= glyph.position);
  const marked =
    owner?.part.packet === packet ? back(line.server ? colours.serverSelected : colours.clientSelected) : '';
  return marked + (glyph.escaped ? foreground(colours.dim) : '');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that may not pass
const controls = /[\u0000-\u001f\u007f-\u009f]/g;

/** The layout has escaped everything already; this holds even if it had not. */
const harmless = (text: string): string => text.replace(controls, '\ufffd');

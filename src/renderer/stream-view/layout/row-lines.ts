/** Lays out a stretch of a stream in rows of a fixed number of bytes, counted from each packet's first: dumps and encodings. */
import type { StreamPart } from '../../../shared/packed-stream';
import { gapLine, LineBuilder, type StreamLine } from './stream-line';
import { type LaidOutStretch, runsOf } from './stretch-runs';

export type RowForm = 'hex' | 'c' | 'raw' | 'base64' | 'yaml';

/** Bytes of a row. Those of Base64 fill lines of 76 characters. */
const rowBytes: Readonly<Record<RowForm, number>> = { hex: 16, c: 8, raw: 32, base64: 57, yaml: 57 };

/** Bytes that have to be at hand behind the wanted ones, so that the last row is whole. */
export const longestRow = 57;

interface Row {
  readonly bytes: Uint8Array;
  readonly position: number;
  readonly part: StreamPart;
  /** Bytes of the record before the row. */
  readonly within: number;
}

type RowWriter = (line: LineBuilder, row: Row) => void;

/** The rows that begin in the positions of a stretch. */
export function rowLines(stretch: LaidOutStretch, form: RowForm): StreamLine[] {
  const lines: StreamLine[] = [];
  for (const run of runsOf(stretch)) {
    if (run.kind === 'gap') {
      lines.push(gapLine(run.part, run.position, stretch.gapText(run.part)));
      continue;
    }
    for (const { part, start } of run.parts) addRows(lines, stretch, form, part, start);
  }
  return lines;
}

function addRows(lines: StreamLine[], stretch: LaidOutStretch, form: RowForm, part: StreamPart, start: number): void {
  const size = rowBytes[form];
  const { from, first, end, bytes } = stretch;
  // A part that begins within a row is the rest of one that the stretch before shows.
  for (let at = (size - (part.skip % size)) % size; at < part.length; at += size) {
    const position = from + start + at;
    if (position < first) continue;
    if (position >= end) return;
    const length = Math.min(size, part.length - at);
    const row: Row = {
      bytes: bytes.subarray(start + at, start + at + length),
      position,
      part,
      within: part.skip + at,
    };
    if (row.within === 0) for (const heading of headings(form, part)) lines.push(headingLine(heading, row));
    const line = new LineBuilder();
    line.part(part, position, at === 0);
    writers[form](line, row);
    lines.push(line.end('data', position, position + length, part.server));
  }
}

function headings(form: RowForm, { record, packet, server, time }: StreamPart): readonly string[] {
  const peer = server ? 1 : 0;
  if (form === 'c') return [`char peer${peer}_${record}[] = { /* Packet ${packet} */`];
  if (form === 'yaml')
    return [
      `- packet: ${packet}`,
      `  peer: ${peer}`,
      `  index: ${record}`,
      `  time: ${time.toFixed(9)}`,
      '  data: !!binary |',
    ];
  return [];
}

function headingLine(text: string, { position, part }: Row): StreamLine {
  const line = new LineBuilder();
  line.plain(text);
  line.part(part, position, false);
  return line.end('heading', position, position, part.server);
}

const pair = (byte: number): string => byte.toString(16).padStart(2, '0');

function writeHex(line: LineBuilder, { bytes, position, part, within }: Row): void {
  line.plain(`${(part.offset - part.skip + within).toString(16).padStart(8, '0')}  `);
  for (let i = 0; i < 16; i++) {
    if (i < bytes.length) line.glyph(pair(bytes[i]), 2, position + i, 1, false);
    else line.plain('  ');
    line.plain(i === 7 ? '  ' : ' ');
  }
  line.plain(' ');
  for (const [i, byte] of bytes.entries()) {
    const printable = byte >= 0x20 && byte < 0x7f;
    line.glyph(printable ? String.fromCharCode(byte) : '.', 1, position + i, 1, !printable);
  }
}

const writers: Readonly<Record<RowForm, RowWriter>> = {
  hex: writeHex,
  c(line, { bytes, position, part, within }) {
    const isLast = within + bytes.length >= part.skip + part.length;
    for (const [i, byte] of bytes.entries()) {
      line.glyph(`0x${pair(byte)}`, 4, position + i, 1, false);
      if (i < bytes.length - 1 || !isLast) line.plain(', ');
    }
    if (isLast) line.plain(' };');
  },
  raw(line, { bytes, position }) {
    for (const [i, byte] of bytes.entries()) line.glyph(pair(byte), 2, position + i, 1, false);
  },
  base64: (line, row) => writeBase64(line, row, ''),
  yaml: (line, row) => writeBase64(line, row, '    '),
};

function writeBase64(line: LineBuilder, { bytes, position }: Row, margin: string): void {
  line.plain(margin);
  for (let i = 0; i < bytes.length; i += 3) {
    const triple = bytes.subarray(i, i + 3);
    line.glyph(btoa(String.fromCharCode(...triple)), 4, position + i, triple.length, false);
  }
}

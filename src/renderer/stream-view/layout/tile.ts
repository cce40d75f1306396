/** The tiles of a stream: stretches of a fixed number of bytes that are laid out one by one, whatever lies around them. */
import type { StreamPart, StreamStretch } from '../../../shared/packed-stream';
import { ascii, type Decoder, ebcdic, latin1, utf8 } from './decoders';
import { jsonIn, jsonLines, longestJson } from './json-lines';
import { longestRow, type RowForm, rowLines } from './row-lines';
import type { StreamLine } from './stream-line';
import { longestLine, lookBack, textLines } from './text-lines';

export const streamForms = ['utf8', 'ascii', 'latin1', 'ebcdic', 'hex', 'c', 'raw', 'base64', 'yaml', 'json'] as const;
export type StreamForm = (typeof streamForms)[number];

/** Bytes of a tile. */
export const tileBytes = 8192;
/** Bytes that a tile needs of those around it: where its first line began, and the rest of its last line or row. */
export const bytesBefore = lookBack;
export const bytesBehind = Math.max(longestRow, longestLine + 4);

const decoders: Readonly<Partial<Record<StreamForm, Decoder>>> = { utf8, ascii, latin1, ebcdic };

/** The decoder that texts are looked for with. */
export const decoderOf = (form: StreamForm): Decoder => decoders[form] ?? utf8;

export interface TileOptions {
  readonly form: StreamForm;
  readonly columns: number;
  /** The words for missing bytes. */
  readonly gapText: (part: StreamPart) => string;
  /** Reads a whole record; for JSON. */
  readonly readRecord: (part: StreamPart, position: number) => Promise<Uint8Array>;
}

/** The lines that begin in `[first, end)`; `last` when the stream ends there. `stretch` holds those bytes and those around them. */
export async function layOutTile(
  stretch: StreamStretch,
  first: number,
  end: number,
  last: boolean,
  { form, columns, gapText, readRecord }: TileOptions,
): Promise<StreamLine[]> {
  const laidOut = { ...stretch, first, end, last, gapText };
  if (form === 'json') {
    const lines = textLines(laidOut, utf8, columns);
    return await withJson(lines, stretch, first, end, columns, readRecord);
  }
  const decode = decoders[form];
  return decode === undefined ? rowLines(laidOut, form as RowForm) : textLines(laidOut, decode, columns);
}

/** Puts pretty-printed JSON in the place of the lines that it came in. */
async function withJson(
  lines: readonly StreamLine[],
  { from, parts }: StreamStretch,
  first: number,
  end: number,
  columns: number,
  readRecord: TileOptions['readRecord'],
): Promise<StreamLine[]> {
  let shown = [...lines];
  let at = from;
  for (const part of parts) {
    if (part.kind !== 'data') continue;
    const start = at - part.skip;
    at += part.length;
    // A record that goes on behind the tile has more bytes than are at hand; how many, reading it tells.
    const bytes = at <= first || start >= end ? undefined : await readRecord(part, start);
    const json = bytes === undefined || bytes.length > longestJson ? undefined : jsonIn(bytes);
    if (bytes === undefined || json === undefined) continue;
    const jsonFrom = start + json.start;
    const jsonTo = start + bytes.length;
    const place = shown.findIndex((line) => line.to > jsonFrom);
    shown = shown.filter((line) => line.to <= jsonFrom || line.from >= jsonTo);
    // It stands where it begins.
    if (jsonFrom >= first && jsonFrom < end)
      shown.splice(Math.max(0, place), 0, ...jsonLines(json, part, jsonFrom, jsonTo - jsonFrom, columns));
  }
  return shown;
}

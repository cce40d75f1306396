/** Lays out the messages of a stream with JSON in them pretty-printed; anything else as text. */
import type { StreamPart } from '../../../shared/packed-stream';
import { shownCharacter } from './safe-character';
import { LineBuilder, type StreamLine } from './stream-line';

/** Larger messages are shown as text. */
export const longestJson = 256 * 1024;

/** Where the JSON of a message begins: behind an HTTP head, if there is one. -1 where there is none. */
function jsonStart(bytes: Uint8Array): number {
  let at = 0;
  if (bytes[0] !== 0x7b && bytes[0] !== 0x5b) {
    const head = new TextDecoder('latin1').decode(bytes).indexOf('\r\n\r\n');
    if (head < 0) return -1;
    at = head + 4;
  }
  while (at < bytes.length && [9, 10, 13, 32].includes(bytes[at])) at++;
  return bytes[at] === 0x7b || bytes[at] === 0x5b ? at : -1;
}

export interface JsonMessage {
  /** Where it begins in the bytes. */
  readonly start: number;
  readonly text: string;
}

/** The JSON in a message, pretty-printed; undefined where it has none. */
export function jsonIn(bytes: Uint8Array): JsonMessage | undefined {
  const start = jsonStart(bytes);
  if (start < 0) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start));
    const pretty = indentedOrSo(text) ?? linesIndented(text);
    return pretty === undefined ? undefined : { start, text: pretty };
  } catch {
    return undefined;
  }
}

function indentedOrSo(text: string): string | undefined {
  try {
    return indented(text);
  } catch {
    return undefined;
  }
}

/** A JSON text on every line, as logs and message queues have it; what is none stays as it is. */
function linesIndented(text: string): string | undefined {
  const lines = text.split('\n');
  const pretty = lines.map((line) => (/^\s*[[{]/.test(line) ? indentedOrSo(line) : undefined));
  if (pretty.every((line) => line === undefined)) return undefined;
  return lines
    .map((line, index) => pretty[index] ?? line.replace(/\r$/, ''))
    .join('\n')
    .replace(/\n$/, '');
}

/** Numbers keep all their digits: only what stands between the values changes. @throws SyntaxError */
function indented(text: string): string {
  JSON.parse(text);
  let depth = 0;
  let out = '';
  let before = '';
  const newline = (): string => `\n${'  '.repeat(Math.min(depth, 40))}`;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g)) {
    const opened = before === '{' || before === '[';
    const closes = token === '}' || token === ']';
    if (closes) depth--;
    // Nothing stands on a line of its own between the brackets of what is empty.
    if (before === ',' || opened !== closes) out += newline();
    out += token === ':' ? ': ' : token;
    if (token === '{' || token === '[') depth++;
    before = token;
  }
  return out;
}

/** The lines of a pretty-printed message; each stands for all its bytes. */
export function jsonLines(
  { text }: JsonMessage,
  part: StreamPart,
  position: number,
  length: number,
  columns: number,
): StreamLine[] {
  const lines: StreamLine[] = [];
  for (const row of text.split('\n')) {
    let line = new LineBuilder();
    const finish = (): void => {
      line.part(part, position, lines.length === 0);
      lines.push(line.end('data', position, position + length, part.server));
      line = new LineBuilder();
    };
    for (const character of row) {
      const { text: shown, width, escaped } = shownCharacter(character.codePointAt(0)!);
      if (line.column > 0 && line.column + width > columns) finish();
      if (escaped) line.glyph(shown, width, position, 0, true);
      else line.plain(shown, width);
    }
    finish();
  }
  return lines;
}
